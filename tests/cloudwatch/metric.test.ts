import { describe, expect, it } from 'vitest';
import {
  createMetricStore,
  type MetricQuery,
  type MetricStore,
  type Statistic,
} from '../../cloudwatch/metric.ts';
import type { MetricSample } from '../../cloudwatch/metric-filter.ts';

const minute = 60_000;
const sample = { namespace: 'n', name: 'm', dimensions: {}, unit: 'None' };
const query: MetricQuery = {
  namespace: 'n',
  name: 'm',
  dimensions: {},
  statistic: 'Sum',
  periodSeconds: 60,
  startMs: 0,
  periods: 3,
};

function storeOf(
  samples: readonly (readonly [timestampMs: number, value: number])[],
  changes: Partial<MetricSample> = {},
): MetricStore {
  const store = createMetricStore();
  for (const [timestampMs, value] of samples) store.put({ ...sample, ...changes, timestampMs, value });
  return store;
}

function valuesOf(store: MetricStore, changes: Partial<MetricQuery> = {}): readonly (number | undefined)[] {
  return store.datapoints({ ...query, ...changes }).map((datapoint) => datapoint?.value);
}

describe('a metric store', () => {
  it('adds samples up by the minute of their own timestamp', () => {
    expect(
      valuesOf(
        storeOf([
          [0, 1],
          [59_999, 2],
          [60_000, 4],
        ]),
      ),
    ).toEqual([3, 4, undefined]);
  });

  it('takes samples in any order', () => {
    expect(
      valuesOf(
        storeOf([
          [2 * minute, 4],
          [0, 1],
          [minute, 2],
          [1, 1],
        ]),
      ),
    ).toEqual([2, 2, 4]);
  });

  it('stamps a datapoint at the start of its period and counts its samples', () => {
    expect(
      storeOf([
        [minute + 5, 1],
        [minute + 7, 2],
      ]).datapoints(query)[1],
    ).toEqual({ timestampMs: minute, value: 3, sampleCount: 2 });
  });

  it.each<[Statistic, number]>([
    ['Sum', 6],
    ['SampleCount', 4],
    ['Average', 1.5],
    ['Minimum', -1],
    ['Maximum', 5],
  ])('gives %s over a period of several minutes', (statistic, expected) => {
    const store = storeOf([
      [0, 2],
      [1, -1],
      [minute, 5],
      [2 * minute, 0],
    ]);

    expect(valuesOf(store, { statistic, periodSeconds: 180, periods: 1 })).toEqual([expected]);
  });

  it('tells a zero from no data', () => {
    expect(valuesOf(storeOf([[0, 0]]))).toEqual([0, undefined, undefined]);
  });

  it('gives a sub-minute period data only where the minute begins', () => {
    const store = storeOf([
      [35_000, 3],
      [minute + 5_000, 4],
    ]);

    expect(valuesOf(store, { periodSeconds: 10, startMs: 0, periods: 7 })).toEqual([
      3,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      4,
    ]);
    expect(valuesOf(store, { periodSeconds: 20, startMs: 10_000, periods: 3 })).toEqual([
      undefined,
      undefined,
      4,
    ]);
  });

  it('keeps metrics apart by namespace, name and dimensions', () => {
    const store = storeOf([[0, 1]], { dimensions: { b: '2', a: '1' } });

    expect(valuesOf(store, { dimensions: { a: '1', b: '2' } })[0]).toBe(1);
    expect(
      [
        {},
        { dimensions: { a: '1' } },
        { dimensions: { a: '1', b: '3' } },
        { namespace: 'x' },
        { name: 'x' },
      ].map((changes) => valuesOf(store, changes)[0]),
    ).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  it('keeps units apart when a unit is asked for, and together when none is', () => {
    const store = storeOf([[0, 1]], { unit: 'Count' });
    store.put({ ...sample, timestampMs: 0, value: 10 });

    expect(valuesOf(store, { unit: 'Count' })[0]).toBe(1);
    expect(valuesOf(store, { unit: 'Seconds' })[0]).toBeUndefined();
    expect(valuesOf(store)[0]).toBe(11);
  });

  it('keeps eight days unless it is told otherwise', () => {
    const days = 8 * 24 * 60 * minute;
    const store = storeOf([
      [0, 1],
      [days, 1],
    ]);
    const before = valuesOf(store, { periods: 1 });
    for (const at of [days + minute, 0]) store.put({ ...sample, timestampMs: at, value: 1 });

    expect([before, valuesOf(store, { periods: 1 })]).toEqual([[1], [undefined]]);
  });

  it('forgets what is older than the retention, counted from the newest sample', () => {
    const store = createMetricStore({ retentionSeconds: 120 });
    for (const at of [0, minute, 2 * minute]) store.put({ ...sample, timestampMs: at, value: 1 });
    const before = valuesOf(store, { periods: 4 });
    store.put({ ...sample, timestampMs: 3 * minute, value: 1 });
    store.put({ ...sample, timestampMs: 59_999, value: 1 });
    store.put({ ...sample, timestampMs: minute, value: 1 });
    store.put({ ...sample, name: 'other', timestampMs: 59_999, value: 1 });

    expect(before).toEqual([1, 1, 1, undefined]);
    expect(valuesOf(store, { periods: 4 })).toEqual([undefined, 2, 1, 1]);
    expect(valuesOf(store, { name: 'other' })).toEqual([undefined, undefined, undefined]);
  });
});
