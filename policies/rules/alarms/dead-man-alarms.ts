import type { Resource } from '../../resource.ts';
import type { StackView } from '../../stack-view.ts';
import { at, text } from '../../values.ts';
import { alarmType } from './filter-metrics.ts';

/** The name of the log group that a trail delivers to. */
export function logGroupNameOf({ properties }: Resource): string {
  return text(properties['cloudWatchLogsGroupArn'])
    .replace(/:\*$/, '')
    .replace(/^.*:log-group:/, '');
}

/** Alarms that ring when one of the metrics that CloudWatch Logs keeps of a log group falls silent. */
export function deadManAlarmsOn(
  metricName: string,
  logGroupName: string,
  stack: StackView,
): readonly Resource[] {
  return stack.find(
    alarmType,
    ({ properties }) =>
      properties['namespace'] === 'AWS/Logs' &&
      properties['metricName'] === metricName &&
      at(properties, 'dimensions', 'LogGroupName') === logGroupName &&
      properties['treatMissingData'] === 'breaching' &&
      text(properties['comparisonOperator']).startsWith('LessThan'),
  );
}
