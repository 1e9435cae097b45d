import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import { alarmDescription } from './alarm-description.ts';
import type { QueueAlarm } from './evidence-alarms.ts';

/**
 * Declares an alarm on a queue. A queue that nobody has used for six hours sends no metrics; one that holds messages
 * counts as used. So without data there is nothing in it.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/monitoring-using-cloudwatch.html
 */
export function createQueueAlarm(
  logicalName: string,
  alarm: QueueAlarm,
  { queue, topicArn }: { readonly queue: aws.sqs.Queue; readonly topicArn: pulumi.Input<string> },
  parent: pulumi.Resource,
): aws.cloudwatch.MetricAlarm {
  return new aws.cloudwatch.MetricAlarm(
    logicalName,
    {
      name: alarm.name,
      alarmDescription: alarmDescription(alarm),
      namespace: 'AWS/SQS',
      metricName: alarm.metricName,
      dimensions: { QueueName: queue.name },
      statistic: 'Maximum',
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
