import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { MetricFilter, MetricTransformation } from '@aws-sdk/client-cloudwatch-logs';

/** The metric transformations of a filter that write to an alarm's metric. */
export function feeds(filter: MetricFilter, alarm: MetricAlarm): readonly MetricTransformation[] {
  return (filter.metricTransformations ?? []).filter(
    ({ metricName, metricNamespace }) =>
      metricName === alarm.MetricName && metricNamespace === alarm.Namespace,
  );
}
