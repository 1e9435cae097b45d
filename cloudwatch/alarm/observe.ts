import type { Datapoint } from '../metric.ts';
import type { AlarmDeclaration } from './alarm-declaration.ts';
import { isBreaching, type AlarmState } from './evaluate-alarm.ts';

/** One period of an evaluation range. */
export interface ObservedPeriod {
  /** Start of the period. */
  readonly timestampMs: number;
  readonly datapoint: Datapoint | undefined;
}

/** What an evaluation saw, sorted as its reason and reason data tell it. Lists are newest first. */
export interface Observation {
  /** The real datapoints that took part: the newest N. */
  readonly real: readonly Datapoint[];
  /** Those of `real` that speak for the new state. */
  readonly supporting: readonly Datapoint[];
  /** How many datapoints N asks for that the range does not hold. */
  readonly missing: number;
  /** How many datapoints the transition takes: M for ALARM, N - M + 1 for OK. */
  readonly minimum: number;
  /** The periods that decided: supporting ones, filled up to `minimum` with the newest missing ones. */
  readonly evaluated: readonly ObservedPeriod[];
}

/** @param periods the evaluation range, oldest first. */
export function observe(
  declaration: AlarmDeclaration,
  periods: readonly ObservedPeriod[],
  newState: AlarmState,
): Observation {
  const { evaluationPeriods } = declaration;
  const datapointsToAlarm = declaration.datapointsToAlarm ?? evaluationPeriods;
  const newestFirst = periods.toReversed();
  const real = newestFirst.flatMap(({ datapoint }) => datapoint ?? []).slice(0, evaluationPeriods);
  const supporting =
    newState === 'INSUFFICIENT_DATA'
      ? []
      : real.filter(({ value }) => isBreaching(value, declaration) === (newState === 'ALARM'));
  const minimum = newState === 'OK' ? evaluationPeriods - datapointsToAlarm + 1 : datapointsToAlarm;
  return {
    real,
    supporting,
    missing: evaluationPeriods - real.length,
    minimum,
    evaluated: evaluatedPeriods(newestFirst, supporting, minimum),
  };
}

function evaluatedPeriods(
  newestFirst: readonly ObservedPeriod[],
  supporting: readonly Datapoint[],
  minimum: number,
): readonly ObservedPeriod[] {
  const decisive = new Set(supporting.slice(0, minimum).map(({ timestampMs }) => timestampMs));
  for (const { timestampMs, datapoint } of newestFirst) {
    if (decisive.size >= minimum) break;
    if (datapoint === undefined) decisive.add(timestampMs);
  }
  return newestFirst.filter(({ timestampMs }) => decisive.has(timestampMs));
}
