import type { AlarmHistoryItem } from '@aws-sdk/client-cloudwatch';
import { actionsOfAlarm, isTransitionToAlarm, readStateUpdate } from './alarm-history.ts';
import type { TimelineEntry } from './timeline.ts';

/**
 * What one alarm's history, oldest first, adds to the timeline: transitions to ALARM with the datapoints behind
 * them, and the actions these caused. Other changes, such as a new alarm's first evaluation, are left out.
 */
export function describeHistory(history: readonly AlarmHistoryItem[]): TimelineEntry[] {
  const transitions = history.filter(isTransitionToAlarm).flatMap((item): TimelineEntry[] => {
    const update = readStateUpdate(item);
    if (update === undefined) return [];
    const atMs = item.Timestamp?.getTime() ?? 0;
    const name = item.AlarmName ?? '';
    return [
      ...update.datapoints.map((point): TimelineEntry => {
        const period = new Date(point.periodStartMs).toISOString();
        return { atMs, stage: 'datapoint', what: `${name}: ${point.value} in the period from ${period}` };
      }),
      { atMs, stage: 'alarm', what: `${name}: ${update.from} -> ${update.to}. ${update.reason}` },
    ];
  });
  const actions = actionsOfAlarm(history).map((item): TimelineEntry => {
    const what = (item.HistorySummary ?? '').replace('Successfully executed action', 'sent to');
    return { atMs: item.Timestamp?.getTime() ?? 0, stage: 'mail', what: `${item.AlarmName ?? ''}: ${what}` };
  });
  return [...transitions, ...actions];
}
