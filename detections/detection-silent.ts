import type { LogGroupDetection } from './detection.ts';

/**
 * A dead man's handle: while the trail delivers, something always arrives, if only the trail's own use of its key.
 *
 * An hour: deliveries come every five minutes on average, but AWS promises nothing, and half an hour without one is
 * no fault. Twelve short periods instead of a long one: CloudWatch fills in for missing data only when all of its
 * evaluation range is empty, and that is a few periods longer than those asked for (how many, AWS does not say), so
 * that with one period of an hour the silence would last several. The first event after it ends the alarm at once.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarms-and-missing-data
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
 */
export const detectionSilent: LogGroupDetection = {
  id: 'detection-silent',
  title: 'No events reach the detections',
  meaning:
    'For an hour nothing arrived in the log group of the trail: the trail stopped, lost its way, or somebody stopped it. Until it comes back no other alarm can fire.',
  severity: 'page',
  deployment: 'always',
  scope: 'log-group',
  metric: { namespace: 'AWS/Logs', name: 'IncomingLogEvents' },
  alarm: {
    statistic: 'Sum',
    periodSeconds: 300,
    evaluationPeriods: 12,
    threshold: 1,
    comparisonOperator: 'LessThanThreshold',
    treatMissingData: 'breaching',
  },
  notifyRecovery: true,
  logsInsightsQuery: () =>
    ['stats count(*) as records by bin(5m) as period', '| sort period desc', '| limit 300'].join('\n'),
  runbook: [
    'Ask for the state of the trail (aws cloudtrail get-trail-status): IsLogging, LatestCloudWatchLogsDeliveryError.',
    'Look whether monitoring-tampered fired before the silence began, and who it was.',
    "Run pulumi up --refresh; then read what was missed in the trail's files in S3 (npm run replay).",
  ],
  falsePositives: [
    'A new stack: the alarm fires once, until the trail delivers for the first time.',
    'An outage of CloudTrail or CloudWatch Logs; then it is late, but true.',
  ],
  knownGaps: [
    'A trail that goes on but leaves KMS or read events out: its deliveries count whatever they hold. monitoring-tampered tells of that change.',
    'Somebody who stops the trail and puts events of his own into its log group: they count too, and putting them leaves no record. So does somebody who takes the role that CloudTrail delivers with, in its place. The check trail-delivery of npm run doctor asks CloudTrail itself when it last delivered.',
  ],
  attack: ['T1562.008'],
};
