import type { Resource } from '../../resource.ts';
import type { StackView } from '../../stack-view.ts';
import { at, isStated } from '../../values.ts';

export const filterType = 'aws:cloudwatch/logMetricFilter:LogMetricFilter';
export const alarmType = 'aws:cloudwatch/metricAlarm:MetricAlarm';

/** Whether an alarm watches the metric of a filter. */
export function feeds(filter: Resource, alarm: Resource): boolean {
  const { name, namespace } = { name: undefined, namespace: undefined, ...metricOf(filter) };
  return (
    isStated(name) && name === alarm.properties['metricName'] && namespace === alarm.properties['namespace']
  );
}

/** The metric filters whose metric an alarm watches. */
export function filtersOf(alarm: Resource, stack: StackView): readonly Resource[] {
  return stack.find(filterType, (filter) => feeds(filter, alarm));
}

/** The alarms on the metric of a filter. */
export function alarmsOf(filter: Resource, stack: StackView): readonly Resource[] {
  return stack.find(alarmType, (alarm) => feeds(filter, alarm));
}

/** Whether the filter reads CloudTrail records, each of which has an eventSource or an eventName. */
export function readsTrail({ properties }: Resource): boolean {
  return /\$\.event(?:Source|Name)\b/.test(String(properties['pattern']));
}

/** The transformation of a filter. */
export function metricOf(filter: Resource): { readonly name?: unknown; readonly namespace?: unknown } {
  const transformation = filter.properties['metricTransformation'];
  return { name: at(transformation, 'name'), namespace: at(transformation, 'namespace') };
}
