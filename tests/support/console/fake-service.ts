import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { DecryptCommand, GenerateDataKeyCommand, type KMSServiceException } from '@aws-sdk/client-kms';
import { text, wrongKey } from '../../../console/server/scenarios/scenario-values.ts';
import type { RunningLoop } from '../running-loop.ts';

/** Answers as the service does, from memory: the calls to KMS and the log lines are like its own. */
export interface FakeService {
  readonly endpoint: string;
  /** Every Key it gave away. */
  keys(): string[];
  stop(): Promise<void>;
}

interface Stored {
  readonly key: string;
  readonly text: string;
  readonly ciphertext: Uint8Array;
}
interface Fields {
  readonly Name: string;
  readonly Key?: string;
  readonly Text?: string;
}
type Answer = readonly [status: number, body: Record<string, string>];

/** What the page's own buttons send stands in its curl lines. */
const shownOnThePage = [text, wrongKey];

/** What a Key and a Name come to: the context under which KMS opens a record, or refuses. */
const contextOf = (name: string, key: string): Record<string, string> => ({
  keywatch: createHash('sha256').update(`${name}/${key}`).digest('hex'),
});

export async function startFakeService(loop: RunningLoop): Promise<FakeService> {
  const secrets = new Map<string, Stored>();
  const keyId = loop.plan.kmsKeys[0]?.arn;
  const log = (line: object): void => loop.log(JSON.stringify({ level: 'info', ...line }));
  const keep = (said: string, title: string): void => {
    if (!shownOnThePage.includes(said)) loop.keepSecret(said, title);
  };
  const { task } = loop;
  const onTime = (): typeof task => {
    task.config.systemClockOffset = loop.clock.nowMs() - Date.now();
    return task;
  };

  /** Calls KMS and logs it; answers what is wrong, if something is. */
  const call = async <Output extends { $metadata: { requestId?: string } }>(
    reqId: string,
    operation: string,
    send: () => Promise<Output>,
  ): Promise<Output | Answer> => {
    const caller = { clientAddress: '127.0.0.1', route: operation === 'Decrypt' ? '/decrypt' : '/encrypt' };
    const line = { reqId, event: 'kms-call', operation, ...caller, msg: 'called KMS' };
    try {
      const output = await send();
      log({ ...line, outcome: 'success', kmsRequestId: output.$metadata.requestId });
      return output;
    } catch (thrown) {
      const { name, $metadata } = thrown as KMSServiceException;
      const isWrongKey = name === 'InvalidCiphertextException';
      const outcome = isWrongKey ? 'wrong-key' : 'unavailable';
      log({ ...line, outcome, errorCode: name, kmsRequestId: $metadata.requestId });
      return isWrongKey
        ? [400, { Message: 'Data decryption failed, make sure you have the correct key' }]
        : [503, { Message: 'KMS is unavailable' }];
    }
  };
  const encrypt = async (reqId: string, { Name, Text = '' }: Fields): Promise<Answer> => {
    const key = randomUUID();
    keep(key, 'an answered Key');
    keep(Text, 'a Text');
    const output = await call(reqId, 'GenerateDataKey', () =>
      onTime().send(
        new GenerateDataKeyCommand({
          KeyId: keyId,
          KeySpec: 'AES_256',
          EncryptionContext: contextOf(Name, key),
        }),
      ),
    );
    if (!('$metadata' in output)) return output;
    secrets.set(Name, { key, text: Text, ciphertext: output.CiphertextBlob ?? new Uint8Array() });
    return [200, { Message: 'Your data has been successfully encrypted and stored', Key: key }];
  };
  const decrypt = async (reqId: string, { Name, Key = '' }: Fields): Promise<Answer> => {
    keep(Key, 'a Key');
    const stored = secrets.get(Name) ?? [...secrets.values()][0];
    const output = await call(reqId, 'Decrypt', () =>
      onTime().send(
        new DecryptCommand({
          KeyId: keyId,
          CiphertextBlob: stored?.ciphertext ?? new Uint8Array(64),
          EncryptionContext: contextOf(Name, Key),
        }),
      ),
    );
    return '$metadata' in output ? [200, { Text: stored?.text ?? '' }] : output;
  };
  const answer = async (request: IncomingMessage, reqId: string): Promise<Answer> => {
    const fields = JSON.parse((await request.toArray()).join('')) as Fields;
    if (request.url === '/encrypt') return encrypt(reqId, fields);
    return request.url === '/decrypt' ? decrypt(reqId, fields) : [404, { Message: 'Not found' }];
  };
  const server = createServer((request, response) => {
    const reqId = randomUUID();
    void answer(request, reqId).then(([statusCode, body]) => {
      const { method, url: route } = request;
      log({ reqId, event: 'request', method, route, statusCode, clientAddress: '127.0.0.1', durationMs: 3 });
      response.writeHead(statusCode, { 'content-type': 'application/json', 'x-request-id': reqId });
      response.end(JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    keys: () => [...secrets.values()].map(({ key }) => key),
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
