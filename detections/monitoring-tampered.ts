import { all, any, is, isOneOf, type Condition } from './condition.ts';
import type { RecordDetection } from './detection.ts';
import { tamperingRecordings } from './recorded/tampering.ts';
import { recordsWhere } from './records-where.ts';
import type { MonitoringSubject } from './subjects.ts';

/**
 * The calls that change a part of the monitoring, and that they are about ours. An API may take a name or an ARN. A
 * denied call may be recorded without its parameters; its message names the ARN.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function changes(subject: MonitoringSubject): Condition {
  switch (subject.kind) {
    case 'trail': {
      const spellings = [subject.name, subject.arn];
      return all(
        is('eventSource', 'cloudtrail.amazonaws.com'),
        isOneOf('eventName', ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors']),
        any(
          isOneOf('requestParameters.name', spellings),
          isOneOf('requestParameters.trailName', spellings),
          is('errorMessage', `*${subject.arn}*`),
        ),
      );
    }
    case 'log-group':
      return all(
        is('eventSource', 'logs.amazonaws.com'),
        isOneOf('eventName', [
          'DeleteLogGroup',
          'DeleteMetricFilter',
          'PutMetricFilter',
          'PutRetentionPolicy',
        ]),
        any(
          is('requestParameters.logGroupName', subject.name),
          is('errorMessage', `*:log-group:${subject.name}*`),
        ),
      );
    case 'alarms':
      return all(
        is('eventSource', 'monitoring.amazonaws.com'),
        isOneOf('eventName', ['DeleteAlarms', 'DisableAlarmActions', 'PutMetricAlarm', 'SetAlarmState']),
        any(
          is('requestParameters.alarmName', subject.name),
          is('requestParameters.alarmNames[*]', subject.name),
          is('errorMessage', `*:alarm:${subject.name.replace(/\*$/, '')}*`),
        ),
      );
    case 'topic':
      return all(
        is('eventSource', 'sns.amazonaws.com'),
        isOneOf('eventName', ['DeleteTopic', 'Unsubscribe', 'SetTopicAttributes']),
        any(
          is('requestParameters.topicArn', subject.arn),
          is('requestParameters.subscriptionArn', `${subject.arn}:*`),
          is('errorMessage', `*${subject.arn}*`),
        ),
      );
  }
}

/** Who wants to stay unseen begins with what sees him. */
export const monitoringTampered: RecordDetection<'monitoring'> = {
  id: 'monitoring-tampered',
  title: 'The monitoring itself is changed',
  meaning:
    'Somebody stopped or changed the trail, a log group, its metric filters, an alarm or the alarm topic, or was denied it. From then on other alarms may stay silent.',
  severity: 'page',
  deployment: 'always',
  scope: 'monitoring',
  ...recordsWhere<'monitoring'>(changes),
  metric: { name: 'MonitoringTampered', defaultValue: 0 },
  alarm: {
    statistic: 'Sum',
    periodSeconds: 60,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
  },
  notifyRecovery: true,
  runbook: [
    'If it was no deployment of yours: run pulumi up --refresh, which puts everything back.',
    "Read in the trail's files (S3) what happened while filters or alarms were away; npm run replay does it.",
    'Find what else the same principal did, before and since.',
  ],
  falsePositives: [
    "One's own pulumi up, whenever it changes a trail, log group, metric filter, alarm or topic; the first one, which makes them, among these.",
    "A deployment of a stack whose name continues this one's (dev, dev-2): its alarms begin alike.",
  ],
  knownGaps: [
    'A trail that stops delivers no record of what follows; detection-silent is for that.',
    'The trail of somebody else (trailLogGroupName): of it only the log group is known.',
    'Whether unsubscribing by the link in a mail leaves a record is not documented.',
  ],
  attack: ['T1562.008'],
  recordings: tamperingRecordings,
};
