import { createAlarm, type AlarmDeclaration, type AlarmTransition } from '../../../cloudwatch/alarm/index.ts';
import {
  createMetricFilter,
  type LogEvent,
  type MetricFilterDeclaration,
} from '../../../cloudwatch/metric-filter.ts';
import { createMetricStore } from '../../../cloudwatch/metric.ts';

const minuteMs = 60_000;

/**
 * A replay without any of the cleverness: events in the order of their time into a metric store, the alarm
 * evaluated at every one of its times, quiet or not.
 */
export function naiveReplay(
  events: readonly LogEvent[],
  filters: readonly MetricFilterDeclaration[],
  declaration: AlarmDeclaration,
): readonly AlarmTransition[] {
  const sorted = [...events].sort((a, b) => a.timestampMs - b.timestampMs);
  const first = sorted[0]?.timestampMs ?? 0;
  const last = sorted.at(-1)?.timestampMs ?? 0;
  const alarm = createAlarm(declaration, { createdMs: Math.floor(first / minuteMs) * minuteMs });
  const store = createMetricStore();
  const working = filters.map(createMetricFilter);
  const endMs = (Math.floor(last / minuteMs) + 1) * minuteMs;
  const transitions: AlarmTransition[] = [];
  let ingested = 0;
  for (let nowMs = alarm.nextEvaluationMs(Math.floor(first / minuteMs) * minuteMs); ;) {
    for (let event = sorted[ingested]; event && event.timestampMs <= nowMs; event = sorted[ingested]) {
      for (const filter of working) filter.samplesOf(event).forEach((sample) => store.put(sample));
      ingested += 1;
    }
    const transition = alarm.evaluate(nowMs, store);
    if (transition !== undefined) transitions.push(transition);
    if (nowMs >= endMs) return transitions;
    nowMs = alarm.nextEvaluationMs(nowMs);
  }
}
