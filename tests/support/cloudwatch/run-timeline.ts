import { createAlarm, type AlarmDeclaration, type AlarmState } from '../../../cloudwatch/alarm/index.ts';
import {
  createMetricFilter,
  type LogEvent,
  type MetricFilterDeclaration,
} from '../../../cloudwatch/metric-filter.ts';
import { createMetricStore } from '../../../cloudwatch/metric.ts';

export interface Timeline {
  readonly filter: MetricFilterDeclaration;
  readonly alarm: AlarmDeclaration;
  /** Ingested at their own time. */
  readonly events: readonly LogEvent[];
  readonly startMs: number;
  readonly endMs: number;
}

/** A change of state, as a person reading the alarm's history sees it. */
export interface TimelineChange {
  /** `HH:MM:SS` */
  readonly at: string;
  readonly state: AlarmState;
}

/** Runs a filter and an alarm over a virtual clock: events are ingested and the alarm evaluated in order of time. */
export function runTimeline({
  filter,
  alarm: declaration,
  events,
  startMs,
  endMs,
}: Timeline): readonly TimelineChange[] {
  const metricFilter = createMetricFilter(filter);
  const store = createMetricStore();
  const alarm = createAlarm(declaration, { createdMs: startMs });
  const waiting = events.toSorted((left, right) => left.timestampMs - right.timestampMs);
  const changes: TimelineChange[] = [];
  for (let now = alarm.nextEvaluationMs(startMs); now <= endMs; now = alarm.nextEvaluationMs(now)) {
    while (waiting[0] !== undefined && waiting[0].timestampMs <= now) {
      const event = waiting.shift();
      if (event !== undefined) metricFilter.samplesOf(event).forEach((sample) => store.put(sample));
    }
    const transition = alarm.evaluate(now, store);
    if (transition !== undefined) {
      changes.push({ at: new Date(now).toISOString().slice(11, 19), state: transition.state.value });
    }
  }
  return changes;
}
