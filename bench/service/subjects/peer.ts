import { createCipheriv, createDecipheriv, createHash, randomBytes, randomUUID } from 'node:crypto';

import {
  DecryptCommand,
  GenerateDataKeyCommand,
  InvalidCiphertextException,
  KMSClient,
} from '@aws-sdk/client-kms';
import express from 'express';
import { Pool } from 'pg';

import { settings } from './settings.ts';

/**
 * The peer: the lab's application as one would write it today. Express 5, a KMS client with default settings,
 * a pool of `pg`; a data key per record under an encryption context made of the Key. It logs nothing, checks
 * nothing, asks the database once for a good Key where the service asks twice, and makes as many KMS calls: an unknown Name
 * costs one too.
 */

const { region, kmsKeyArn: KeyId, port, database } = settings;
const { ca, username: user, ...address } = database;
const kms = new KMSClient({ region });
const pool = new Pool({ ...address, user, ssl: { ca } });

interface Row {
  readonly wrapped: Buffer;
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
}

const contextOf = (name: string, key: string): Record<string, string> => ({
  keywatch: createHash('sha256').update(`${name}/${key}`).digest('base64url'),
});

const generate = async (context: Record<string, string>) => {
  const { Plaintext, CiphertextBlob } = await kms.send(
    new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext: context }),
  );
  if (Plaintext === undefined || CiphertextBlob === undefined) throw new Error('KMS answered half.');
  return { dataKey: Plaintext, wrapped: Buffer.from(CiphertextBlob) };
};

const seal = (dataKey: Uint8Array, text: string) => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', dataKey, nonce);
  const sealed = [cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return { nonce, ciphertext: Buffer.concat(sealed) };
};

const open = (dataKey: Uint8Array, { nonce, ciphertext }: Row): string => {
  const decipher = createDecipheriv('aes-256-gcm', dataKey, nonce);
  decipher.setAuthTag(ciphertext.subarray(-16));
  return decipher.update(ciphertext.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8');
};

const start = async (): Promise<void> => {
  await pool.query(
    'create table if not exists peer (name text primary key, wrapped bytea, nonce bytea, ciphertext bytea)',
  );
  const decoy = await generate(contextOf(randomUUID(), randomUUID()));
  const app = express();
  app.use(express.json({ limit: '400kb' }));
  app.get('/ready', (_request, response) => void response.json({ Message: 'Ready' }));

  app.post('/encrypt', async (request, response) => {
    const { Name, Text } = request.body as { Name: string; Text: string };
    const Key = randomUUID();
    const { dataKey, wrapped } = await generate(contextOf(Name, Key));
    const { nonce, ciphertext } = seal(dataKey, Text);
    await pool.query('insert into peer (name, wrapped, nonce, ciphertext) values ($1, $2, $3, $4)', [
      Name,
      wrapped,
      nonce,
      ciphertext,
    ]);
    response.json({ Message: 'Data encrypted and stored, keep your key save', Key });
  });

  app.all('/decrypt', async (request, response) => {
    const { Name, Key } = request.body as { Name: string; Key: string };
    const { rows } = await pool.query<Row>('select wrapped, nonce, ciphertext from peer where name = $1', [
      Name,
    ]);
    const [row] = rows;
    try {
      const { Plaintext = new Uint8Array() } = await kms.send(
        new DecryptCommand({
          KeyId,
          CiphertextBlob: row?.wrapped ?? decoy.wrapped,
          EncryptionContext: contextOf(Name, Key),
        }),
      );
      response.json({ Text: row && open(Plaintext, row) });
    } catch (error) {
      if (!(error instanceof InvalidCiphertextException)) throw error;
      response.status(400).json({ Message: 'Data decryption failed, make sure you have the correct key' });
    }
  });
  app.listen(port, '127.0.0.1');
};

void start();
