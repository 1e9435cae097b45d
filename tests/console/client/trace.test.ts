import { describe, expect, it } from 'vitest';
import { Traces } from '../../../console/client/model/trace.ts';
import { summarise } from '../../../console/client/model/trace-summary.ts';
import type { ConsoleEvent } from '../../../console/protocol.ts';
import { deliveryOf, refusedCall, requestBehind, startMs } from './sample-run.ts';

function tracesOf(events: readonly ConsoleEvent[], limit = 10): Traces {
  const traces = new Traces(limit);
  for (const event of events) traces.fold(event);
  return traces;
}

describe('Traces', () => {
  it('gathers a call, the request that made it, its delivery and its matches under the request', () => {
    const call = refusedCall(1, startMs);
    const traces = tracesOf([call, requestBehind(2, startMs + 12, [call]), ...deliveryOf(call, 3)]);
    expect(traces.size).toBe(1);
    const trace = traces.get('request-2');
    expect(trace?.calls).toEqual([call]);
    expect(trace?.deliveries.map(({ id }) => id)).toEqual([3]);
    expect(trace?.matches.map(({ id }) => id)).toEqual([4]);
    expect(trace?.atMs).toBe(startMs);
  });

  it('finds a trace by its call as well, before and after the request is known', () => {
    const call = refusedCall(1, startMs);
    const traces = tracesOf([call]);
    expect(traces.get('kms-1')?.request).toBeUndefined();
    traces.fold(requestBehind(2, startMs, [call]));
    expect(traces.get('kms-1')).toBe(traces.get('request-2'));
  });

  it('puts two calls of one request into one trace, and calls of two requests into two', () => {
    const [first, second, other] = [
      refusedCall(1, startMs),
      refusedCall(2, startMs),
      refusedCall(3, startMs),
    ] as const;
    const traces = tracesOf([
      first,
      second,
      other,
      requestBehind(4, startMs, [first, second]),
      requestBehind(5, startMs, [other]),
    ]);
    expect(traces.newestFirst().map(({ key, calls }) => [key, calls.length])).toEqual([
      ['request-5~5', 1],
      ['request-4~4', 2],
    ]);
  });

  it('keeps requests apart whose sender gave them one id, and finds the newest by it', () => {
    const [first, second] = [refusedCall(1, startMs), refusedCall(2, startMs + 1)];
    const requests = [
      { ...requestBehind(3, startMs + 12, [first]), requestId: 'same' },
      { ...requestBehind(4, startMs + 13, [second]), requestId: 'same' },
    ] as const;
    const traces = tracesOf([first, second, ...requests]);
    expect(traces.newestFirst().map(({ request, calls }) => [request, calls])).toEqual([
      [requests[1], [second]],
      [requests[0], [first]],
    ]);
    expect(traces.get('same')?.request).toBe(requests[1]);
    expect(traces.newestFirst().map(({ key }) => traces.get(key)?.request)).toEqual([
      requests[1],
      requests[0],
    ]);
  });

  it('forgets the requests of one id like any others', () => {
    const traces = new Traces(3);
    for (let id = 1; id <= 100; id += 2) {
      const call = refusedCall(id, startMs + id);
      traces.fold(call);
      traces.fold({ ...requestBehind(id + 1, startMs + id, [call]), requestId: 'same' });
    }
    expect([traces.size, traces.newestFirst().length]).toEqual([3, 3]);
    const isKept = (id: number): boolean => traces.get(`kms-${id}`) !== undefined;
    expect(Array.from({ length: 50 }, (_, index) => 1 + 2 * index).filter(isKept)).toEqual([95, 97, 99]);
    for (let id = 101; id <= 103; id++) traces.fold(refusedCall(id, startMs + id));
    expect(traces.get('same')).toBeUndefined();
  });

  it('keeps a call that no request made as a trace of its own', () => {
    const traces = tracesOf([refusedCall(1, startMs, { invokedBy: 'cloudtrail.amazonaws.com' })]);
    expect(traces.newestFirst().map(({ key }) => key)).toEqual(['kms-1']);
  });

  it('forgets the oldest beyond its limit, and what follows their calls', () => {
    const calls = [1, 2, 3].map((id) => refusedCall(id, startMs + id));
    const traces = tracesOf(calls, 2);
    const [forgotten, kept] = calls;
    for (const call of [forgotten, kept]) {
      if (call !== undefined) for (const event of deliveryOf(call, 10)) traces.fold(event);
    }
    expect(traces.newestFirst().map(({ key }) => key)).toEqual(['kms-3', 'kms-2']);
    expect(traces.get('kms-2')?.deliveries).toHaveLength(1);
    expect(traces.added).toBe(3);
  });
});

describe('summarise', () => {
  const summaryOf = (events: readonly ConsoleEvent[]): unknown => {
    const [trace] = tracesOf(events).newestFirst();
    return trace && summarise(trace);
  };

  it('calls a refused Decrypt a wrong key', () => {
    const call = refusedCall(1, startMs);
    expect(summaryOf([call, requestBehind(2, startMs, [call])])).toEqual({
      what: 'GET /decrypt',
      outcome: '400 wrong key',
      tone: 'refused',
    });
  });

  it('names the error of another failure, and calls a 5xx broken', () => {
    const call = refusedCall(1, startMs, { errorCode: 'ThrottlingException' });
    expect(summaryOf([call, requestBehind(2, startMs, [call], 503)])).toEqual({
      what: 'GET /decrypt',
      outcome: '503 ThrottlingException',
      tone: 'broken',
    });
  });

  it('names the error of a call that never reached KMS, whatever id the service logged', () => {
    const lost = refusedCall(1, startMs, { errorCode: 'ServiceUnavailableException' });
    expect(summaryOf([requestBehind(2, startMs, [lost], 503)])).toEqual({
      what: 'GET /decrypt',
      outcome: '503 ServiceUnavailableException',
      tone: 'broken',
    });
  });

  it('shows a call without a request by its own name', () => {
    expect(summaryOf([refusedCall(1, startMs)])).toEqual({
      what: 'kms:Decrypt',
      outcome: 'InvalidCiphertextException',
      tone: 'refused',
    });
  });
});
