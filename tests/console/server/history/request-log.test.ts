import { describe, expect, it } from 'vitest';
import { createRequestLog, type RequestLog } from '../../../../console/server/history/request-log.ts';

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

  describe('of requests that are open at once under one id, which their senders chose', () => {
    const from = (clientAddress: string, route: string, line: string): string =>
      JSON.stringify({ ...(JSON.parse(line) as object), clientAddress, route });
    const callIdsOf = (log: RequestLog, clientAddress: string, route: string): unknown =>
      log
        .read(from(clientAddress, route, answered('same')), 8)
        ?.request.kmsCalls.map((one) => one.kmsRequestId);

    it('gives each the calls of its own client and route, whichever ends first', () => {
      const log = createRequestLog();
      log.read(from('192.0.2.1', '/decrypt', call('same', 'k1')), 7);
      log.read(from('192.0.2.2', '/decrypt', call('same', 'k2')), 7);
      log.read(from('192.0.2.1', '/encrypt', call('same', 'k3')), 7);
      log.read(JSON.stringify({ reqId: 'same', event: 'of nobody in particular' }), 7);
      expect(callIdsOf(log, '192.0.2.2', '/decrypt')).toEqual(['k2']);
      expect(callIdsOf(log, '192.0.2.1', '/encrypt')).toEqual(['k3']);
      expect(callIdsOf(log, '192.0.2.1', '/decrypt')).toEqual(['k1']);
      expect(callIdsOf(log, '192.0.2.1', '/decrypt')).toEqual([]);
    });

    it('knows who was behind a call by its own line, before and after any of them ends', () => {
      const log = createRequestLog();
      log.read(from('192.0.2.1', '/decrypt', call('same', 'k1')), 7);
      log.read(from('192.0.2.2', '/decrypt', call('same', 'k2')), 7);
      const callers = (): unknown => ['k1', 'k2', 'k3'].map((id) => log.callerOf(id));
      const known = [
        { requestId: 'same', clientAddress: '192.0.2.1' },
        { requestId: 'same', clientAddress: '192.0.2.2' },
        undefined,
      ];
      expect(callers()).toEqual(known);
      callIdsOf(log, '192.0.2.2', '/decrypt');
      expect(callers()).toEqual(known);
    });

    it('knows who was behind the newest ten thousand calls', () => {
      const log = createRequestLog();
      for (let index = 0; index <= 10_000; index++) log.read(call(`r${index}`, `k${index}`), 7);
      expect(['k0', 'k1', 'k10000'].map((id) => log.callerOf(id)?.requestId)).toEqual([
        undefined,
        'r1',
        'r10000',
      ]);
    });

    it('keeps the newest hundred of their lines', () => {
      const log = createRequestLog();
      for (let index = 0; index <= 100; index++) {
        log.read(from('192.0.2.1', '/decrypt', call('same', `k${index}`)), 7);
      }
      expect(callIdsOf(log, '192.0.2.1', '/decrypt')).toEqual(
        Array.from({ length: 100 }, (_, index) => `k${index + 1}`),
      );
    });
  });

  it('forgets the oldest of a thousand requests that were never answered', () => {
    const log = createRequestLog();
    for (let index = 0; index <= 1_000; index++) log.read(call(`r${index}`, `k${index}`), 7);
    expect(log.read(answered('r0'), 8)?.request.kmsCalls).toEqual([]);
    expect(log.read(answered('r1'), 8)?.request.kmsCalls).toMatchObject([{ kmsRequestId: 'k1' }]);
  });
});
