import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Metrics } from '../../../service/metrics/metrics.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => void vi.useRealTimers());

type Line = Record<string, unknown> & {
  _aws: { Timestamp: number; CloudWatchMetrics: { Metrics: { Name: string; Unit: string }[] }[] };
};

const create = () => {
  const text: string[] = [];
  const write = (line: string) => void text.push(line);
  const metrics = new Metrics({ namespace: 'Keywatch/test', write, nowMs: Date.now });
  const lines = () => text.map((line) => JSON.parse(line) as Line);
  return { metrics, text, lines };
};

/** What CloudWatch would make metrics of. */
const valuesOf = (line: Line | undefined) =>
  Object.fromEntries(
    (line?._aws.CloudWatchMetrics[0]?.Metrics ?? []).map(({ Name }) => [Name, line?.[Name]]),
  );

describe('the metrics of an interval', () => {
  it('are one line for each route in use, in the embedded metric format', () => {
    const { metrics, text } = create();
    metrics.request('decryption', 12.5);
    metrics.request('decryption', 3.25, 'WrongKey');
    metrics.request('decryption', 4, 'WrongKey');
    metrics.flush();
    expect(text).toHaveLength(1);
    expect(text[0]?.endsWith('}\n')).toBe(true);
    expect(JSON.parse(text[0] ?? '')).toEqual({
      level: 'info',
      event: 'metrics',
      Operation: 'decryption',
      Requests: 3,
      RequestDuration: [3.25, 4, 12.5].map((ms) => expect.closeTo(ms, 1) as number),
      RequestWrongKey: 2,
      _aws: {
        Timestamp: 1_700_000_000_000,
        CloudWatchMetrics: [
          {
            Namespace: 'Keywatch/test',
            Dimensions: [['Operation']],
            Metrics: expect.arrayContaining([
              { Name: 'Requests', Unit: 'Count' },
              { Name: 'RequestDuration', Unit: 'Milliseconds' },
              { Name: 'RequestWrongKey', Unit: 'Count' },
            ]) as unknown,
          },
        ],
      },
    });
  });

  it('tell KMS calls by operation and requests by route, each with its own errors', () => {
    const { metrics, lines } = create();
    metrics.request('encryption', 1, 'NameTaken');
    metrics.request('decryption', 1);
    metrics.kmsCall('Decrypt', 1, 'Throttled');
    metrics.kmsCall('GenerateDataKey', 1);
    metrics.flush();
    const one = expect.any(Number) as number;
    expect(lines().map((line) => [line['Operation'] ?? line['KmsOperation'], valuesOf(line)])).toEqual([
      ['encryption', { Requests: 1, RequestDuration: one, RequestNameTaken: 1 }],
      ['decryption', { Requests: 1, RequestDuration: one }],
      ['Decrypt', { KmsCalls: 1, KmsCallDuration: one, KmsCallThrottled: 1 }],
      ['GenerateDataKey', { KmsCalls: 1, KmsCallDuration: one }],
    ]);
  });

  it('hold at most a hundred durations for any number of requests, with their percentiles and maximum', () => {
    const { metrics, lines } = create();
    for (let ms = 1; ms <= 10_000; ms += 1) metrics.request('decryption', ms);
    metrics.flush();
    expect(lines()).toHaveLength(1);
    const { Requests, RequestDuration } = valuesOf(lines()[0]) as {
      Requests: number;
      RequestDuration: number[];
    };
    expect(Requests).toBe(10_000);
    expect(RequestDuration).toHaveLength(100);
    for (const [index, value] of RequestDuration.entries()) {
      expect(value / (100 * (index + 1))).toBeCloseTo(1, 2);
    }
  });

  it('count requests turned away at the door, without a duration', () => {
    const { metrics, lines } = create();
    metrics.request('decryption', 0.1, 'Shed');
    metrics.request('decryption', 0.1, 'RateLimited');
    metrics.flush();
    expect(valuesOf(lines()[0])).toEqual({ Requests: 2, RequestShed: 1, RequestRateLimited: 1 });
  });

  it('keep a duration of nothing and one of more than an hour', () => {
    const { metrics, lines } = create();
    metrics.request('decryption', 0);
    metrics.request('decryption', 1e9);
    metrics.flush();
    const { RequestDuration } = valuesOf(lines()[0]) as { RequestDuration: number[] };
    expect(RequestDuration).toEqual([0.001, expect.closeTo(3_600_000, -4) as number]);
  });

  it('are told once: the next interval begins with nothing', () => {
    const { metrics, text } = create();
    metrics.request('decryption', 1);
    metrics.flush();
    metrics.flush();
    expect(text).toHaveLength(1);
  });
});

describe('the clock of the metrics', () => {
  it('writes once a minute what happened in it, with the time it began, and nothing for an idle one', () => {
    const { metrics, lines } = create();
    metrics.start();
    metrics.kmsCall('Decrypt', 1);
    vi.advanceTimersByTime(59_999);
    expect(lines()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(lines()).toHaveLength(1);
    vi.advanceTimersByTime(60_000);
    metrics.kmsCall('Decrypt', 1);
    vi.advanceTimersByTime(60_000);
    expect(lines().map(({ _aws }) => _aws.Timestamp)).toEqual([1_700_000_000_000, 1_700_000_120_000]);
    metrics.stop();
  });

  it('writes the rest when it is stopped, and no more afterwards', () => {
    const { metrics, lines } = create();
    metrics.start();
    metrics.kmsCall('Decrypt', 1);
    metrics.stop();
    expect(lines()).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
