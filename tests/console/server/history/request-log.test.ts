import { describe, expect, it } from 'vitest';
import { createRequestLog } from '../../../../console/server/history/request-log.ts';

const call = (reqId: string, kmsRequestId: string): string =>
  JSON.stringify({ reqId, event: 'kms-call', operation: 'Decrypt', outcome: 'success', kmsRequestId });
const answered = (reqId: string): string =>
  JSON.stringify({
    reqId,
    event: 'request',
    method: 'POST',
    route: '/decrypt',
    statusCode: 200,
    clientAddress: '192.0.2.1',
    durationMs: 4,
  });

describe('the request log', () => {
  it('puts the lines of a request together once it is answered, whatever comes between', () => {
    const log = createRequestLog();
    expect([call('a', 'k1'), call('b', 'k2'), call('a', 'k3')].map((line) => log.read(line, 7))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const logged = log.read(answered('a'), 8);
    expect(logged?.request).toEqual({
      kind: 'request',
      requestId: 'a',
      method: 'POST',
      route: '/decrypt',
      statusCode: 200,
      clientAddress: '192.0.2.1',
      durationMs: 4,
      kmsCalls: [
        { atMs: 7, operation: 'Decrypt', outcome: 'success', kmsRequestId: 'k1' },
        { atMs: 7, operation: 'Decrypt', outcome: 'success', kmsRequestId: 'k3' },
      ],
    });
    expect(logged?.lines).toHaveLength(3);
    expect(log.read(answered('b'), 8)?.request.kmsCalls).toMatchObject([{ kmsRequestId: 'k2' }]);
    expect(log.read(answered('a'), 8)?.request.kmsCalls).toEqual([]);
  });

  it.each(['no JSON', '{"broken', '[]', 'null', '{"event":"request"}', '{"event":"request","reqId":7}'])(
    'makes no request of %s',
    (line) => {
      expect(createRequestLog().read(line, 7)).toBeUndefined();
    },
  );

  it('forgets the oldest of a thousand requests that were never answered', () => {
    const log = createRequestLog();
    for (let index = 0; index <= 1_000; index++) log.read(call(`r${index}`, `k${index}`), 7);
    expect(log.read(answered('r0'), 8)?.request.kmsCalls).toEqual([]);
    expect(log.read(answered('r1'), 8)?.request.kmsCalls).toMatchObject([{ kmsRequestId: 'k1' }]);
  });
});
