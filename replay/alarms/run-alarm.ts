import {
  type AlarmDeclaration,
  type AlarmState,
  type AlarmTransition,
  createAlarm,
} from '../../cloudwatch/alarm/index.ts';
import type { MetricQuery, MetricReader } from '../../cloudwatch/metric.ts';
import { evaluationOffsetMs } from '../tally/slot.ts';
import type { MetricTimeline } from './timeline.ts';

/** What became of an alarm over the time of an archive. */
export interface AlarmRun {
  readonly transitions: readonly AlarmTransition[];
  /** The state at the end. */
  readonly state: AlarmState;
  /** The highest datapoint any evaluation saw; `undefined` when none saw any. */
  readonly highestDatapoint: number | undefined;
  readonly lowestDatapoint: number | undefined;
}

/** The time an archive covers, by delivery: starts of its first minute and of the minute after its last. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Evaluates an alarm at each of its own times from the first event's minute until the last event's minute has
 * been seen whole. What lies after is unknown, so nothing is concluded from silence there.
 *
 * Stretches in which nothing can change are skipped: when an evaluation changes nothing and all that it saw is
 * one quiet run (no data, or nothing but zeros of an alarm whose periods are minutes), every further evaluation
 * within that run sees equal datapoints in an equal state and changes nothing either.
 *
 * @throws AlarmDeclarationError when CloudWatch would refuse the declaration.
 */
export function runAlarm(declaration: AlarmDeclaration, timeline: MetricTimeline, span: Span): AlarmRun {
  const alarm = createAlarm(declaration, { createdMs: span.startMs, evaluationOffsetMs, maxHistoryItems: 1 });
  const extremes = { highest: -Infinity, lowest: Infinity };
  const transitions: AlarmTransition[] = [];
  const lastMs = alarm.nextEvaluationMs(span.endMs - 1);
  for (let nowMs = alarm.nextEvaluationMs(span.startMs); nowMs <= lastMs;) {
    const seen: MetricQuery[] = [];
    const transition = alarm.evaluate(nowMs, observing(timeline.at(nowMs), seen, extremes));
    if (transition !== undefined) transitions.push(transition);
    const quietUntilMs = transition === undefined ? quietAfter(timeline, seen) : undefined;
    nowMs = alarm.nextEvaluationMs(Math.max(nowMs, Math.min(quietUntilMs ?? nowMs, span.endMs) - 1));
  }
  return {
    transitions,
    state: alarm.state.value,
    highestDatapoint: extremes.highest === -Infinity ? undefined : extremes.highest,
    lowestDatapoint: extremes.lowest === Infinity ? undefined : extremes.lowest,
  };
}

/** Until when what an evaluation saw goes on the same; `undefined` when it may change with the next one. */
function quietAfter(timeline: MetricTimeline, [query]: readonly MetricQuery[]): number | undefined {
  if (query === undefined) return undefined;
  return timeline.quietUntilMs(query.startMs, query.startMs + query.periods * query.periodSeconds * 1000);
}

/** The metric, with a note of what was asked and of the extremes that were seen. */
function observing(
  metrics: MetricReader,
  seen: MetricQuery[],
  extremes: { highest: number; lowest: number },
): MetricReader {
  return {
    datapoints(query) {
      const datapoints = metrics.datapoints(query);
      seen.push(query);
      for (const datapoint of datapoints) {
        if (datapoint === undefined) continue;
        extremes.highest = Math.max(extremes.highest, datapoint.value);
        extremes.lowest = Math.min(extremes.lowest, datapoint.value);
      }
      return datapoints;
    },
  };
}
