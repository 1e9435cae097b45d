import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import { alarmDescription } from './alarm-description.ts';
import type { EvidenceAlarm } from './evidence-alarms.ts';

/** What an alarm watches, and whom it tells. */
export interface EvidenceMetricAlarmArgs {
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
  readonly topicArn: pulumi.Input<string>;
}

/**
 * Declares an alarm on what explains alarms. A queue that nobody has used for six hours sends no metrics; one that
 * holds messages counts as used. A function sends no metric while nothing happens. So without data all is well.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/monitoring-using-cloudwatch.html
 */
export function createEvidenceMetricAlarm(
  logicalName: string,
  alarm: EvidenceAlarm,
  { dimensions, topicArn }: EvidenceMetricAlarmArgs,
  parent: pulumi.Resource,
): aws.cloudwatch.MetricAlarm {
  return new aws.cloudwatch.MetricAlarm(
    logicalName,
    {
      name: alarm.name,
      alarmDescription: alarmDescription(alarm),
      ...alarm.metric,
      dimensions: { ...dimensions },
      period: 60,
      evaluationPeriods: 1,
      threshold: alarm.threshold,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      actionsEnabled: true,
      alarmActions: [topicArn],
      okActions: [topicArn],
    },
    { parent },
  );
}
