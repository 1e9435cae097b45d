import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { startTestService, type TestService } from './support/test-service.ts';

let service: TestService;
let port: number;
beforeAll(async () => {
  service = await startTestService();
  port = Number(new URL(await service.app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => service.stop());
beforeEach(() => service.forget());

/** All that comes over the wire, but for what differs between any two answers: the clock and the request's id. */
const answerTo = async (path: string, body: object): Promise<string> => {
  const payload = JSON.stringify(body);
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(payload)}\r\n\r\n${payload}`,
  );
  const answer = await text(socket);
  return answer.replace(
    /^(Date|x-request-id): .*$/gim,
    (header, name: string) => `${name}: ${'.'.repeat(header.length)}`,
  );
};

const uuid = 'b3b8f1d4-6a0e-4f57-9c21-7de05c84a936';

/** Ways to be refused that nobody may tell apart; each on a Name of its own. */
const refusals: readonly (readonly [string, (stored: { Name: string; Key: string }) => Promise<string>])[] = [
  ['an unknown Name', () => answerTo('/decrypt', { Name: service.freshName(), Key: uuid })],
  ['a wrong Key', ({ Name }) => answerTo('/decrypt', { Name, Key: uuid })],
  ['a malformed Key', ({ Name }) => answerTo('/decrypt', { Name, Key: 'some-random-false-key' })],
  [
    'a malformed Key for an unknown Name',
    () => answerTo('/decrypt', { Name: service.freshName(), Key: '\0' }),
  ],
  ['the longest Key', ({ Name }) => answerTo('/decrypt', { Name, Key: '🔑'.repeat(128) })],
  ['a refused replacement', ({ Name }) => answerTo('/encrypt', { Name, Key: uuid, Text: 'new' })],
  [
    'a refused replacement of nothing',
    () => answerTo('/encrypt', { Name: service.freshName(), Key: 'x', Text: 'new' }),
  ],
  ["another Name's Key", ({ Key }) => answerTo('/decrypt', { Name: service.freshName(), Key })],
];

describe.each([
  ['a short Text', 'x'],
  ['a Text of 64 KiB', 'x'.repeat(65_536)],
])('with %s stored', (_title, Text) => {
  it('every refusal is the same, byte by byte: status, headers and length', async () => {
    const answers = [];
    for (const [, refusedAs] of refusals) answers.push(await refusedAs(await service.stored(Text)));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(
      /^HTTP\/1\.1 400 .*\r\n\r\n\{"Message":"Data decryption failed, make sure you have the correct key"\}$/s,
    );
  });

  it.each(refusals)(
    '%s costs exactly one call to KMS, a Decrypt that fails as for a wrong Key',
    async (_way, refusedAs) => {
      const stored = await service.stored(Text);
      service.forget();
      await refusedAs(stored);
      expect(service.aws.calls.map(({ operation, outcome }) => [operation, outcome])).toEqual([
        ['Decrypt', 'InvalidCiphertextException'],
      ]);
      expect(service.log.ofEvent('kms-call')).toMatchObject([{ outcome: 'wrong-key' }]);
      expect(service.log.ofEvent('request')).toMatchObject([{ statusCode: 400 }]);
    },
  );
});

describe('that a Name is taken', () => {
  it('is told by a 409 alone: no answer of others shows how often, and the log says no Name', async () => {
    const before = await answerTo('/decrypt', { Name: service.freshName(), Key: uuid });
    const { Name } = await service.stored();
    service.forget();
    expect(await answerTo('/encrypt', { Name, Text: 'x' })).toMatch(/^HTTP\/1\.1 409 /);
    expect(service.log.ofEvent('name-taken')).toHaveLength(1);
    expect(service.log.text()).not.toContain(Name);
    expect(await answerTo('/decrypt', { Name: service.freshName(), Key: uuid })).toBe(before);
  });
});
