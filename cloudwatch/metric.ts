import type { MetricSample } from './metric-filter.ts';

const minuteMs = 60_000;

/** The statistics of a metric without percentiles. */
export type Statistic = 'Sum' | 'SampleCount' | 'Average' | 'Minimum' | 'Maximum';

/** Which series, aggregated how, over which run of periods. */
export interface MetricQuery {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Only samples of this unit; of every unit when absent. */
  readonly unit?: string | undefined;
  readonly statistic: Statistic;
  readonly periodSeconds: number;
  /** Start of the oldest period. */
  readonly startMs: number;
  readonly periods: number;
}

/** One period's statistic. */
export interface Datapoint {
  /** Start of the period. */
  readonly timestampMs: number;
  readonly value: number;
  readonly sampleCount: number;
}

/** Where an alarm gets its datapoints. */
export interface MetricReader {
  /** One entry per period, oldest first; `undefined` where the period has no data. */
  datapoints(query: MetricQuery): readonly (Datapoint | undefined)[];
}

export interface MetricStore extends MetricReader {
  /** Adds a sample to its minute, however late it comes; drops one older than the retention. */
  put(sample: MetricSample): void;
}

export interface MetricStoreOptions {
  /**
   * How far behind the newest sample data is kept; memory is bounded by it. Default eight days: an alarm
   * looks back seven days at most, and a little further for missing data.
   */
  readonly retentionSeconds?: number | undefined;
}

interface Minute {
  sum: number;
  sampleCount: number;
  minimum: number;
  maximum: number;
}

interface Series {
  readonly unit: string;
  /** By the minute's start in milliseconds. */
  readonly minutes: Map<number, Minute>;
}

/**
 * A store of standard-resolution metrics: samples are aggregated per minute of their own timestamp, and a
 * minute's data is stamped at the minute's start. A period of 10, 20 or 30 seconds therefore finds data only
 * where it begins with the minute.
 */
export function createMetricStore({ retentionSeconds = 8 * 86_400 }: MetricStoreOptions = {}): MetricStore {
  const metrics = new Map<string, Series[]>();
  let newestMinuteMs = -Infinity;

  function prune(): void {
    const oldest = newestMinuteMs - retentionSeconds * 1000;
    for (const [key, series] of metrics) {
      for (const { minutes } of series) {
        for (const minute of minutes.keys()) if (minute < oldest) minutes.delete(minute);
      }
      const kept = series.filter(({ minutes }) => minutes.size > 0);
      if (kept.length === 0) metrics.delete(key);
      else metrics.set(key, kept);
    }
  }

  function put(sample: MetricSample): void {
    const minute = Math.floor(sample.timestampMs / minuteMs) * minuteMs;
    if (minute < newestMinuteMs - retentionSeconds * 1000) return;
    add(seriesOf(metrics, sample).minutes, minute, sample.value);
    if (minute <= newestMinuteMs) return;
    newestMinuteMs = minute;
    prune();
  }

  function datapoints(query: MetricQuery): readonly (Datapoint | undefined)[] {
    const all = metrics.get(keyOf(query)) ?? [];
    const series = all.filter(({ unit }) => query.unit === undefined || unit === query.unit);
    const periodMs = query.periodSeconds * 1000;
    return Array.from({ length: query.periods }, (_, index) => {
      const startMs = query.startMs + index * periodMs;
      return aggregate(series, startMs, startMs + periodMs, query.statistic);
    });
  }

  return { put, datapoints };
}

function seriesOf(metrics: Map<string, Series[]>, sample: MetricSample): Series {
  const key = keyOf(sample);
  const ofMetric = metrics.get(key) ?? [];
  metrics.set(key, ofMetric);
  const existing = ofMetric.find(({ unit }) => unit === sample.unit);
  if (existing !== undefined) return existing;
  const created: Series = { unit: sample.unit, minutes: new Map() };
  ofMetric.push(created);
  return created;
}

function keyOf({
  namespace,
  name,
  dimensions,
}: Pick<MetricSample, 'namespace' | 'name' | 'dimensions'>): string {
  const sorted = Object.entries(dimensions).sort(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify([namespace, name, ...sorted]);
}

function add(minutes: Map<number, Minute>, minute: number, value: number): void {
  const existing = minutes.get(minute);
  if (existing === undefined) {
    minutes.set(minute, { sum: value, sampleCount: 1, minimum: value, maximum: value });
    return;
  }
  existing.sum += value;
  existing.sampleCount += 1;
  existing.minimum = Math.min(existing.minimum, value);
  existing.maximum = Math.max(existing.maximum, value);
}

function aggregate(
  series: readonly Series[],
  startMs: number,
  endMs: number,
  statistic: Statistic,
): Datapoint | undefined {
  const found: Minute[] = [];
  for (let minute = Math.ceil(startMs / minuteMs) * minuteMs; minute < endMs; minute += minuteMs) {
    for (const { minutes } of series) {
      const data = minutes.get(minute);
      if (data !== undefined) found.push(data);
    }
  }
  if (found.length === 0) return undefined;
  const sampleCount = total(found, 'sampleCount');
  return { timestampMs: startMs, sampleCount, value: statisticOf(found, sampleCount, statistic) };
}

function statisticOf(minutes: readonly Minute[], sampleCount: number, statistic: Statistic): number {
  switch (statistic) {
    case 'Sum':
      return total(minutes, 'sum');
    case 'SampleCount':
      return sampleCount;
    case 'Average':
      return total(minutes, 'sum') / sampleCount;
    case 'Minimum':
      return minutes.reduce((least, { minimum }) => Math.min(least, minimum), Infinity);
    case 'Maximum':
      return minutes.reduce((most, { maximum }) => Math.max(most, maximum), -Infinity);
  }
}

function total(minutes: readonly Minute[], field: 'sum' | 'sampleCount'): number {
  return minutes.reduce((sum, minute) => sum + minute[field], 0);
}
