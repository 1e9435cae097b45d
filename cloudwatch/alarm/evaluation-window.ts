import type { AlarmDeclaration } from './alarm-declaration.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const subMinuteMs = 10_000;
const daySeconds = 86_400;

/** The run of periods one evaluation looks at. */
export interface EvaluationWindow {
  /** Start of the oldest period. */
  readonly startMs: number;
  readonly periods: number;
}

/**
 * How many periods an evaluation retrieves. CloudWatch says only that it is more than N and depends on the
 * period: its tables show five for N = 3, and nine were recorded for N = 3 at ten seconds. A one-minute metric
 * is thus seen by a ten-second alarm long enough to be complete. The steps from N are derived.
 */
export function defaultEvaluationRange({
  period,
  evaluationPeriods,
}: Pick<AlarmDeclaration, 'period' | 'evaluationPeriods'>): number {
  return evaluationPeriods + (period < 60 ? 6 : 2);
}

/**
 * The evaluation range at an instant. It slides with the minute, not with the period: five-minute periods
 * evaluated at 17:04:40 end at 17:04:00. Sub-minute periods slide by ten seconds and leave the newest ten
 * out, as recorded.
 */
export function evaluationWindow(
  { period }: Pick<AlarmDeclaration, 'period'>,
  nowMs: number,
  range: number,
): EvaluationWindow {
  const endMs = period < 60 ? floorTo(nowMs - subMinuteMs, subMinuteMs) : floorTo(nowMs, minuteMs);
  return { startMs: endMs - range * period * 1000, periods: range };
}

/**
 * When an alarm is evaluated next: sub-minute periods every ten seconds, others every minute, those that look
 * back more than a day every hour; each time `offsetMs` after the full minute or ten seconds, so that the
 * period that just ended is complete.
 */
export function nextEvaluationMs(
  { period, evaluationPeriods }: Pick<AlarmDeclaration, 'period' | 'evaluationPeriods'>,
  nowMs: number,
  offsetMs: number,
): number {
  const isMultiDay = period * evaluationPeriods > daySeconds;
  const stepMs = period < 60 ? subMinuteMs : isMultiDay ? hourMs : minuteMs;
  return floorTo(nowMs - offsetMs, stepMs) + stepMs + offsetMs;
}

function floorTo(instantMs: number, stepMs: number): number {
  return Math.floor(instantMs / stepMs) * stepMs;
}
