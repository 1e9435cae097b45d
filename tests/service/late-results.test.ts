import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { http } from './support/http-client.ts';
import { InMemoryService } from './support/in-memory-service.ts';

let service: InMemoryService;
let aws: InMemoryService['aws'];
let log: InMemoryService['log'];
let url: string;

beforeEach(async () => {
  service = await InMemoryService.start({ timeLimits: { bodyMs: 100, answerMs: 150 } });
  ({ aws, log } = service);
  url = await service.app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(() => service.stop());

const post = (path: string, body: object) => http(`${url}${path}`, { method: 'POST', body });
const stored = async (): Promise<{ Name: string; Key: string }> => {
  const { Key } = (await post('/encrypt', { Name: 'n', Text: 't' })).json() as { Key: string };
  return { Name: 'n', Key };
};

/** Asks while KMS is silent; lets it answer once the request was answered, and waits for what comes of that. */
const answeredTooSoon = async (
  payload: object,
  path = '/decrypt',
  operation: 'Decrypt' | 'GenerateDataKey' = 'Decrypt',
): Promise<void> => {
  log.clear();
  const blocked = aws.block(operation);
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
const calledKms = ['info', 'kms-call', undefined];

describe('what comes of a handler after its time', () => {
  it('is not told when it is a Text', async () => {
    await answeredTooSoon(await stored());
    expect(linesWritten()).toEqual([...timedOut, calledKms]);
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

  it('is not told when it is that the Name was taken: nobody was answered so', async () => {
    vi.spyOn(service.records.asStore, 'insertIfAbsent').mockResolvedValue(false);
    await answeredTooSoon({ Name: 'n', Text: 't' }, '/encrypt', 'GenerateDataKey');
    expect(linesWritten()).toEqual([...timedOut, calledKms]);
  });

  it('is told when it is a damaged record: an alarm stands behind that', async () => {
    const credentials = await stored();
    const damaged = { nonce: Buffer.alloc(12), ciphertext: Buffer.alloc(40) };
    vi.spyOn(service.records.asStore, 'readBody').mockResolvedValue(damaged);
    await answeredTooSoon(credentials);
    expect(linesWritten()).toEqual([...timedOut, calledKms, ['error', 'record-integrity', undefined]]);
  });

  it('is told when it is a fault of ours', async () => {
    const credentials = await stored();
    vi.spyOn(service.records.asStore, 'readBody').mockRejectedValue(new TypeError('a fault'));
    await answeredTooSoon(credentials);
    expect(linesWritten()).toEqual([...timedOut, calledKms, ['error', 'unexpected-error', undefined]]);
    expect(log.ofEvent('unexpected-error')).toMatchObject([{ err: { type: 'TypeError' } }]);
  });
});

it('a service that closes waits for a handler whose caller has hung up', async () => {
  const blocked = aws.block('GenerateDataKey');
  const asked = new AbortController();
  const body = JSON.stringify({ Name: 'n', Text: 't' });
  const headers = { 'content-type': 'application/json' };
  const answered = fetch(`${url}/encrypt`, { method: 'POST', body, headers, signal: asked.signal });
  await vi.waitFor(() => expect(aws.calls.at(-1)?.outcome).toBe('blocked'));
  asked.abort();
  await expect(answered).rejects.toThrow();
  const order: string[] = [];
  const insert = service.records.asStore.insertIfAbsent;
  vi.spyOn(service.records.asStore, 'insertIfAbsent').mockImplementation((...given) => {
    order.push('stored');
    return insert(...given);
  });
  const closed = service.app.close().then(() => order.push('closed'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  blocked.release();
  await closed;
  expect(order).toEqual(['stored', 'closed']);
});
