import type { AlarmDeclaration } from '../../cloudwatch/alarm/index.ts';
import type { MetricFilterDeclaration } from '../../cloudwatch/metric-filter.ts';
import type { Datapoint, MetricQuery, MetricReader, Statistic } from '../../cloudwatch/metric.ts';
import { feeds } from '../../stack/declared/feeds.ts';
import { addAggregate, type Aggregate, aggregateOf } from '../tally/aggregate.ts';
import { minuteOfSlot, type Slot, slotOf, slotsArrived, wholeMinuteSlot } from '../tally/slot.ts';
import { dimensionsKey, type FilterTally, type Tally } from '../tally/tally.ts';

const minuteMs = 60_000;

/** A stretch of minutes that all look alike to an alarm. */
interface Run {
  readonly startMs: number;
  /** `silent`: no data at all; `zero`: data in every minute, all of it 0; `lively`: anything else. */
  readonly kind: 'silent' | 'zero' | 'lively';
}

/** One alarm's metric over the whole time of an archive. */
export interface MetricTimeline {
  /** The metric as it is at an instant: what has arrived by then. */
  at(nowMs: number): MetricReader;
  /**
   * If the minutes from `startMs` to `endMs` all look alike and quiet: up to when they go on so, which may be
   * Infinity. An alarm that has seen such a stretch and stays as it is stays so until its end.
   */
  quietUntilMs(startMs: number, endMs: number): number | undefined;
  /** Start and value of each minute that has data other than zeros, in order; the value is the sum. */
  livelyMinutes(): readonly { readonly startMs: number; readonly sum: number }[];
}

/** Builds an alarm's metric from what its filters found; the filters' defaults are added up here. */
export function buildTimeline(
  alarm: AlarmDeclaration,
  filters: readonly MetricFilterDeclaration[],
  tally: Tally,
): MetricTimeline {
  const isFine = alarm.period < 60;
  const slots = new Map<Slot, Aggregate>();
  filters.forEach((filter, index) => {
    const found = tally.filters[index];
    const { unit = 'None' } = filter.metricTransformation;
    if (found === undefined || !feeds(filter, alarm)) return;
    if (alarm.unit !== undefined && alarm.unit !== unit) return;
    addSamples(slots, found, dimensionsKey(alarm.dimensions ?? {}), isFine);
    addDefaults(slots, filter, found, tally, isFine);
  });
  return createTimeline(slots, isFine, !isFine && alarm.statistic !== 'SampleCount');
}

function addSamples(slots: Map<Slot, Aggregate>, found: FilterTally, key: string, isFine: boolean): void {
  for (const [slot, aggregate] of found.series.get(key) ?? []) {
    addAggregate(slots, isFine ? slot : wholeMinuteSlot(slot), aggregate);
  }
}

function addDefaults(
  slots: Map<Slot, Aggregate>,
  { metricTransformation: { defaultValue } }: MetricFilterDeclaration,
  found: FilterTally,
  tally: Tally,
  isFine: boolean,
): void {
  if (defaultValue === undefined) return;
  for (const [slot, events] of tally.eventsBySlot) {
    const others = events - (found.matchesBySlot.get(slot) ?? 0);
    if (others > 0)
      addAggregate(slots, isFine ? slot : wholeMinuteSlot(slot), aggregateOf(defaultValue, others));
  }
}

function createTimeline(
  slots: ReadonlyMap<Slot, Aggregate>,
  isFine: boolean,
  zerosAreQuiet: boolean,
): MetricTimeline {
  const minutes = sumByMinute(slots);
  const runs = buildRuns(minutes, zerosAreQuiet);
  return {
    at: (nowMs) => ({
      datapoints: (query) => readDatapoints(query, (startMs) => readMinute(slots, startMs, nowMs, isFine)),
    }),
    quietUntilMs(startMs, endMs) {
      const index = runIndexAt(runs, Math.floor(startMs / minuteMs) * minuteMs);
      const run = runs[index];
      const nextMs = runs[index + 1]?.startMs ?? Infinity;
      return run !== undefined && run.kind !== 'lively' && endMs <= nextMs ? nextMs : undefined;
    },
    livelyMinutes: () =>
      minutes
        .filter(([, { minimum, maximum }]) => minimum !== 0 || maximum !== 0)
        .map(([startMs, { sum }]) => ({ startMs, sum })),
  };
}

function sumByMinute(slots: ReadonlyMap<Slot, Aggregate>): readonly (readonly [number, Aggregate])[] {
  const minutes = new Map<number, Aggregate>();
  for (const [slot, aggregate] of slots) addAggregate(minutes, minuteOfSlot(slot), aggregate);
  return [...minutes].sort(([a], [b]) => a - b);
}

/**
 * The runs from the beginning of time to its end. To an alarm with a period below a minute zeros are lively:
 * it sees each minute's data at the minute's start only, so what it sees moves within the minute. So they are to
 * one that counts samples.
 */
function buildRuns(
  minutes: readonly (readonly [number, Aggregate])[],
  zerosAreQuiet: boolean,
): readonly Run[] {
  const runs: Run[] = [{ startMs: -Infinity, kind: 'silent' }];
  const begin = (startMs: number, kind: Run['kind']): void => {
    if (runs.at(-1)?.kind === kind) return;
    if (runs.at(-1)?.startMs === startMs) runs.pop();
    if (runs.at(-1)?.kind !== kind) runs.push({ startMs, kind });
  };
  for (const [startMs, { minimum, maximum }] of minutes) {
    begin(startMs, zerosAreQuiet && minimum === 0 && maximum === 0 ? 'zero' : 'lively');
    begin(startMs + minuteMs, 'silent');
  }
  return runs;
}

/** The index of the run that holds an instant, by bisection. */
function runIndexAt(runs: readonly Run[], instantMs: number): number {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((runs[middle]?.startMs ?? Infinity) <= instantMs) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What has arrived of the minute that starts at `startMs`. Longer periods look at complete minutes only. */
function readMinute(
  slots: ReadonlyMap<Slot, Aggregate>,
  startMs: number,
  nowMs: number,
  isFine: boolean,
): readonly Aggregate[] {
  const arrived = isFine ? slotsArrived(startMs, nowMs) : [slotOf(startMs, false)];
  return arrived.flatMap((slot) => slots.get(slot) ?? []);
}

function readDatapoints(
  { startMs, periods, periodSeconds, statistic }: MetricQuery,
  minuteAt: (startMs: number) => readonly Aggregate[],
): readonly (Datapoint | undefined)[] {
  const periodMs = periodSeconds * 1000;
  return Array.from({ length: periods }, (_, index) => {
    const periodStartMs = startMs + index * periodMs;
    const total = new Map<'all', Aggregate>();
    const firstMinute = Math.ceil(periodStartMs / minuteMs) * minuteMs;
    for (let minute = firstMinute; minute < periodStartMs + periodMs; minute += minuteMs) {
      for (const aggregate of minuteAt(minute)) addAggregate(total, 'all', aggregate);
    }
    const all = total.get('all');
    return all === undefined
      ? undefined
      : { timestampMs: periodStartMs, sampleCount: all.sampleCount, value: statisticOf(all, statistic) };
  });
}

function statisticOf(aggregate: Aggregate, statistic: Statistic): number {
  switch (statistic) {
    case 'Sum':
      return aggregate.sum;
    case 'SampleCount':
      return aggregate.sampleCount;
    case 'Average':
      return aggregate.sum / aggregate.sampleCount;
    case 'Minimum':
      return aggregate.minimum;
    case 'Maximum':
      return aggregate.maximum;
  }
}
