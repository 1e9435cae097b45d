import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { MetricFilter, MetricTransformation } from '@aws-sdk/client-cloudwatch-logs';

/**
 * The metric transformations of a filter that write to an alarm's metric. Its dimensions are part of what a metric
 * is: an alarm without them sees nothing of what is written with them.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
 */
export function feeds(filter: MetricFilter, alarm: MetricAlarm): readonly MetricTransformation[] {
  const watched = namesOf((alarm.Dimensions ?? []).map(({ Name = '' }) => Name));
  return (filter.metricTransformations ?? []).filter(
    ({ metricName, metricNamespace, dimensions = {} }) =>
      metricName === alarm.MetricName &&
      metricNamespace === alarm.Namespace &&
      namesOf([...Object.keys(dimensions), ...(filter.emitSystemFieldDimensions ?? [])]) === watched,
  );
}

function namesOf(dimensions: readonly string[]): string {
  return JSON.stringify([...dimensions].sort());
}
