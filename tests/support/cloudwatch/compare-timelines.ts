import fc from 'fast-check';
import { expect } from 'vitest';
import {
  createAlarm,
  type AlarmState,
  type ComparisonOperator,
  type TreatMissingData,
} from '../../../cloudwatch/alarm/index.ts';
import { createMetricStore, type Statistic } from '../../../cloudwatch/metric.ts';
import { wrongKeyAlarm } from './alarm-fixtures.ts';

const sample = { namespace: 'Keywatch/test', name: 'KmsWrongKey', dimensions: {}, unit: 'None' };

/** A sample and when it arrives, both in seconds: late when they differ, out of order when others overtake it. */
interface Arrival {
  readonly timestampSeconds: number;
  readonly arrivesSeconds: number;
  readonly value: number;
}

interface Settings {
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly evaluationRange: number;
  readonly threshold: number;
  readonly comparisonOperator: ComparisonOperator;
  readonly statistic: Statistic;
  readonly treatMissingData: TreatMissingData;
}

const settings: fc.Arbitrary<Settings> = fc
  .record({
    period: fc.constantFrom(10, 30, 60, 120, 300),
    evaluationPeriods: fc.integer({ min: 1, max: 4 }),
    beyond: fc.integer({ min: 0, max: 6 }),
    fewer: fc.nat(3),
    threshold: fc.integer({ min: 0, max: 4 }),
    comparisonOperator: fc.constantFrom(
      'GreaterThanThreshold' as const,
      'GreaterThanOrEqualToThreshold' as const,
      'LessThanThreshold' as const,
      'LessThanOrEqualToThreshold' as const,
    ),
    statistic: fc.constantFrom(
      'Sum' as const,
      'SampleCount' as const,
      'Average' as const,
      'Minimum' as const,
      'Maximum' as const,
    ),
    treatMissingData: fc.constantFrom(
      'missing' as const,
      'ignore' as const,
      'breaching' as const,
      'notBreaching' as const,
    ),
  })
  .map(({ beyond, fewer, ...others }) => ({
    ...others,
    datapointsToAlarm: Math.max(1, others.evaluationPeriods - fewer),
    evaluationRange: others.evaluationPeriods + beyond,
  }));

const arrival: fc.Arbitrary<Arrival> = fc
  .record({
    timestampSeconds: fc.nat(600),
    delaySeconds: fc.oneof({ arbitrary: fc.nat(20), weight: 3 }, { arbitrary: fc.nat(400), weight: 1 }),
    value: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ delaySeconds, ...others }) => ({
    ...others,
    arrivesSeconds: others.timestampSeconds + delaySeconds,
  }));

/** Some arrive twice: CloudWatch counts every delivery. */
const arrivals = fc
  .array(fc.tuple(arrival, fc.boolean(), fc.nat(90)), { maxLength: 14 })
  .map((list) =>
    list.flatMap(([once, isDuplicated, laterSeconds]) =>
      isDuplicated ? [once, { ...once, arrivesSeconds: once.arrivesSeconds + laterSeconds }] : [once],
    ),
  );

/**
 * Runs the alarm with its store over random timelines and holds every state against one that is computed
 * directly from all samples that have arrived.
 * @returns how many transitions there were.
 */
export function compareTimelines(timelines: number): number {
  let transitions = 0;
  fc.assert(
    fc.property(settings, arrivals, (chosen, samples) => {
      const { evaluationRange, ...declared } = chosen;
      const alarm = createAlarm({ ...wrongKeyAlarm, ...declared }, { createdMs: 0, evaluationRange });
      const store = createMetricStore();
      const waiting = samples.toSorted((left, right) => left.arrivesSeconds - right.arrivesSeconds);
      let arrived = 0;
      let expected: AlarmState = 'INSUFFICIENT_DATA';
      // Every third evaluation is enough to see each period and shows gaps between evaluations.
      for (
        let now = alarm.nextEvaluationMs(0);
        now <= 1_300_000;
        now = alarm.nextEvaluationMs(now + 29_000)
      ) {
        for (; (waiting[arrived]?.arrivesSeconds ?? Infinity) * 1000 <= now; arrived += 1) {
          const { timestampSeconds = 0, value = 0 } = waiting[arrived] ?? {};
          store.put({ ...sample, timestampMs: timestampSeconds * 1000, value });
        }
        transitions += alarm.evaluate(now, store) === undefined ? 0 : 1;
        expected = stateFrom(waiting.slice(0, arrived), chosen, now / 1000, expected);
        expect(alarm.state.value).toBe(expected);
      }
    }),
    { numRuns: timelines },
  );
  return transitions;
}

/** The documented decision, computed from nothing but the samples. */
function stateFrom(
  samples: readonly Arrival[],
  { evaluationRange, ...alarm }: Settings,
  nowSeconds: number,
  current: AlarmState,
): AlarmState {
  const end = alarm.period < 60 ? Math.floor((nowSeconds - 10) / 10) * 10 : Math.floor(nowSeconds / 60) * 60;
  const range = Array.from({ length: evaluationRange }, (_, index) => {
    const start = end - (evaluationRange - index) * alarm.period;
    return verdictOf(samples, start, alarm);
  });
  const real = range.filter((verdict) => verdict !== '-').slice(-alarm.evaluationPeriods);
  const breaching = real.filter((verdict) => verdict === 'X').length;
  const good = real.length - breaching;
  const fill = alarm.evaluationPeriods - real.length;
  if (breaching >= alarm.datapointsToAlarm) return 'ALARM';
  if (fill === 0) return 'OK';
  switch (alarm.treatMissingData) {
    case 'breaching':
      return breaching + fill >= alarm.datapointsToAlarm ? 'ALARM' : 'OK';
    case 'notBreaching':
      return 'OK';
    case 'ignore':
      return good > 0 ? 'OK' : current;
    case 'missing': {
      if (real.length === 0) return 'INSUFFICIENT_DATA';
      if (good > 0) return 'OK';
      return range.length - range.indexOf('X') >= alarm.datapointsToAlarm ? 'ALARM' : current;
    }
  }
}

/** What one period says: breaching, good or missing. One-minute data stands at the start of its minute. */
function verdictOf(
  samples: readonly Arrival[],
  start: number,
  { period, statistic, threshold, comparisonOperator }: Omit<Settings, 'evaluationRange'>,
): 'X' | '0' | '-' {
  const values = samples
    .filter(({ timestampSeconds }) => {
      const minute = timestampSeconds - (timestampSeconds % 60);
      return minute >= start && minute < start + period;
    })
    .map(({ value }) => value);
  if (values.length === 0) return '-';
  const sum = values.reduce((total, value) => total + value, 0);
  const statistics: Readonly<Record<Statistic, number>> = {
    Sum: sum,
    SampleCount: values.length,
    Average: sum / values.length,
    Minimum: Math.min(...values),
    Maximum: Math.max(...values),
  };
  const difference = statistics[statistic] - threshold;
  const breaches: Readonly<Record<ComparisonOperator, boolean>> = {
    GreaterThanThreshold: difference > 0,
    GreaterThanOrEqualToThreshold: difference >= 0,
    LessThanThreshold: difference < 0,
    LessThanOrEqualToThreshold: difference <= 0,
  };
  return breaches[comparisonOperator] ? 'X' : '0';
}
