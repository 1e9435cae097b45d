import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { SecretDependencies } from '../../service/secrets/dependencies.ts';
import { Decoy } from '../../service/decoy.ts';
import { buildCheckedApp } from './support/checked-app.ts';
import { FakeAws } from './support/fake-aws.ts';
import { FakeRecordStore, noWithdrawals } from './support/fake-record-store.ts';
import { http } from './support/http-client.ts';
import { createMemoryLog } from './support/memory-log.ts';
import { useAwsEnvironment } from './support/test-aws.ts';
import { dataKeysOf } from './support/test-service.ts';

const log = createMemoryLog();
let aws: FakeAws;
let app: FastifyInstance;
let url: string;
let records: FakeRecordStore;
let readBody: SecretDependencies['store']['readBody'];

beforeEach(async () => {
  aws = await FakeAws.start(() => '');
  useAwsEnvironment(aws);
  const dataKeys = dataKeysOf();
  const decoy = new Decoy({ dataKeys, log: log.log });
  records = new FakeRecordStore();
  const store = records.asStore;
  readBody = (id) => store.readBody(id);
  app = buildCheckedApp({
    log: log.log,
    timeLimits: { bodyMs: 100, answerMs: 150 },
    secrets: {
      store: { ...store, readBody: (id) => readBody(id) },
      dataKeys,
      decoy,
      withdrawals: noWithdrawals,
    },
  });
  await decoy.start();
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  await app.close();
  await aws.stop();
});

const post = (path: string, body: object) => http(`${url}${path}`, { method: 'POST', body });
const stored = async (): Promise<{ Name: string; Key: string }> => {
  const { Key } = (await post('/encrypt', { Name: 'n', Text: 't' })).json() as { Key: string };
  return { Name: 'n', Key };
};

/** Asks while KMS is silent; lets it answer once the request was answered, and waits for what comes of that. */
const answeredTooSoon = async (payload: object, path = '/decrypt'): Promise<void> => {
  log.clear();
  const blocked = aws.block('Decrypt');
  expect((await post(path, payload)).statusCode).toBe(503);
  blocked.release();
  await vi.waitFor(() => expect(log.ofEvent('kms-call')).toHaveLength(1));
  // What the handler does with it takes no time, but for a few turns of promises.
  await new Promise(setImmediate);
};

const linesWritten = () =>
  log.lines().map(({ level, event, errorCode, msg }) => [level, event ?? msg, errorCode]);

const timedOut = [
  ['warn', 'unavailable', 'DeadlineExceeded'],
  ['info', 'request', undefined],
];
const decrypted = ['info', 'kms-call', undefined];

describe('what comes of a handler after its time', () => {
  it('is not told when it is a Text', async () => {
    await answeredTooSoon(await stored());
    expect(linesWritten()).toEqual([...timedOut, decrypted]);
  });

  it('is not told when the request was for a URL that says more than it needs, nor is that URL', async () => {
    const { Name, Key } = await stored();
    await answeredTooSoon({ Name, Key }, '/decrypt?planted');
    expect(log.text()).not.toContain('planted');
  });

  it("is not told when it is the caller's mistake", async () => {
    await answeredTooSoon({ Name: 'nobody', Key: 'k' });
    expect(linesWritten()).toEqual([...timedOut, ['info', 'kms-call', 'InvalidCiphertextException']]);
  });

  it('is told when it is a damaged record: an alarm stands behind that', async () => {
    const credentials = await stored();
    readBody = () => Promise.resolve({ nonce: Buffer.alloc(12), ciphertext: Buffer.alloc(40) });
    await answeredTooSoon(credentials);
    expect(linesWritten()).toEqual([...timedOut, decrypted, ['error', 'record-integrity', undefined]]);
  });

  it('is told when it is a fault of ours', async () => {
    const credentials = await stored();
    readBody = () => Promise.reject(new TypeError('a fault'));
    await answeredTooSoon(credentials);
    expect(linesWritten()).toEqual([...timedOut, decrypted, ['error', 'unexpected-error', undefined]]);
    expect(log.ofEvent('unexpected-error')).toMatchObject([{ err: { type: 'TypeError' } }]);
  });
});
