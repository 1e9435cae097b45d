import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';

import { InvalidCiphertextException } from '@aws-sdk/client-kms';
import postgres from 'postgres';

import { createKmsClient } from '../../../service/kms/kms-client.ts';
import {
  PreparedDecryptCommand,
  PreparedGenerateDataKeyCommand,
} from '../../../service/kms/prepared-commands.ts';
import { formatV1 } from '../../../service/record/format-v1.ts';
import { publicRandomBytes } from '../../../service/record/public-random-bytes.ts';
import type { RecordHeadRow } from '../../../service/record/parse-record-head.ts';
import { RecordStore } from '../../../service/store/record-store.ts';
import { settings } from './settings.ts';

/**
 * The floor: the least that does the service's work. Bare node:http, the service's own KMS client, SQL, record
 * format and decoy; no framework, no validation, no deadlines, no limits, no metrics, no log.
 */

const { region, kmsKeyArn, port, database } = settings;
const { ca, ...address } = database;
const client = createKmsClient(region, 41);
const sql = postgres({ ...address, max: 10, ssl: { ca }, fetch_types: false });
const store = new RecordStore({ run: async (work) => work(sql), lookUp: async (work) => work(sql) });

interface Body {
  readonly Name: string;
  readonly Text: string;
  readonly Key: string;
}

const generate = async (salt: Buffer, name: string, key: string) => {
  const { Plaintext, CiphertextBlob } = await client.send(
    new PreparedGenerateDataKeyCommand({
      KeyId: kmsKeyArn,
      KeySpec: 'AES_256',
      EncryptionContext: { ...formatV1.encryptionContext(salt, { name, key }) },
    }),
  );
  return { dataKey: Buffer.from(Plaintext ?? []), wrappedDataKey: Buffer.from(CiphertextBlob ?? []) };
};

const encrypt = async ({ Name: name, Text: text }: Body): Promise<object> => {
  const key = randomUUID();
  const salt = publicRandomBytes(formatV1.saltBytes);
  const { dataKey, wrappedDataKey } = await generate(salt, name, key);
  const sealed = formatV1.seal(dataKey, salt, { name, key }, text);
  const head = { id: randomUUID(), formatVersion: formatV1.version, kmsKeyArn, salt, wrappedDataKey };
  await store.insertIfAbsent(name, { ...head, ...sealed });
  return { Message: 'Data encrypted and stored, keep your key save', Key: key };
};

const decrypt = async ({ Name: name, Key: key }: Body, decoy: RecordHeadRow): Promise<object> => {
  const record = (await store.findHead(name)) ?? decoy;
  const { Plaintext } = await client.send(
    new PreparedDecryptCommand({
      KeyId: kmsKeyArn,
      CiphertextBlob: record.wrappedDataKey,
      EncryptionContext: { ...formatV1.encryptionContext(record.salt, { name, key }) },
    }),
  );
  const sealed = await store.readBody(record.id);
  if (sealed === undefined) throw new Error('The record is gone.');
  return { Text: formatV1.open(Buffer.from(Plaintext ?? []), record, { name, key }, sealed) };
};

const readBody = (request: IncomingMessage): Promise<Body> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString()) as Body));
    request.on('error', reject);
  });

const answer = async (request: IncomingMessage, decoy: RecordHeadRow): Promise<[number, object]> => {
  if (request.url === '/ready') return [200, { Message: 'Ready' }];
  try {
    const body = await readBody(request);
    return [200, await (request.url === '/encrypt' ? encrypt(body) : decrypt(body, decoy))];
  } catch (error) {
    if (!(error instanceof InvalidCiphertextException)) return [500, { Message: 'Failed' }];
    return [400, { Message: 'Data decryption failed, make sure you have the correct key' }];
  }
};

const start = async (): Promise<void> => {
  const salt = randomBytes(formatV1.saltBytes);
  const { wrappedDataKey } = await generate(salt, randomUUID(), randomUUID());
  const decoy = { id: randomUUID(), formatVersion: formatV1.version, kmsKeyArn, salt, wrappedDataKey };
  createServer((request, response) => {
    void answer(request, decoy).then(([statusCode, body]) => {
      const json = JSON.stringify(body);
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) };
      response.writeHead(statusCode, headers).end(json);
    });
  }).listen(port, '127.0.0.1');
};

// By itself, so that a profiler can write what it saw.
process.once('SIGTERM', () => process.exit());

void start();
