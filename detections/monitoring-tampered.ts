import { changesMonitoring } from './changes-monitoring.ts';
import type { RecordDetection } from './detection.ts';
import { tamperingRecordings } from './recorded/tampering.ts';
import { recordsWhere } from './records-where.ts';

/** Who wants to stay unseen begins with what sees him, and with what tells of him. */
export const monitoringTampered: RecordDetection<'monitoring'> = {
  id: 'monitoring-tampered',
  title: 'The monitoring itself is changed',
  meaning:
    'Somebody stopped, changed, masked or muted what sees (the trail, its bucket and role, a log group, metric filters, an alarm) or what tells (the alarm topic, the function that explains alarms, its role, rules, queues, table and secrets), or was denied it. From then on other alarms may stay silent.',
  severity: 'page',
  deployment: 'always',
  scope: 'monitoring',
  ...recordsWhere<'monitoring'>(changesMonitoring),
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
    'If it was no deployment of yours: run pulumi up --refresh, which puts everything back; delete the function first if its code was changed.',
    "Read in the trail's files (S3) what happened while filters or alarms were away; npm run replay does it.",
    'Find what else the same principal did, before and since.',
  ],
  falsePositives: [
    "One's own pulumi up, whenever it changes a part of the monitoring; the first one, which makes them, and a new version of the function among these.",
    "A deployment of a stack whose name continues this one's (dev, dev-2): its alarms and rules begin alike.",
    'A deployment of a stack of the same name in another region, or in another account of an organization: a trail of all regions or of the organization sees both.',
    'A policy for all log groups of the account, also one that masks nothing a filter looks for.',
    'The rotation of a secret that a channel uses.',
    'Whoever hands the messages of the queue undelivered over and then purges it, as the runbook of evidence-failed says.',
  ],
  knownGaps: [
    'A trail that stops delivers no record of what follows; detection-silent is for that.',
    'The trail of somebody else (trailLogGroupName): of it only the log group is known.',
    "A denied change of what reads the records' queue names that mapping alone, whose id is not known here; a change that succeeds names the function.",
    "Data events leave no record: who takes single messages out of a queue, writes into the table, deletes files of the trail, puts events of his own into a log group, or values into a metric. A negative value takes a match away from an alarm's sum; EventBridge's way (fastPath) counts nothing.",
    'A call with more than 100 KB of parameters: CloudTrail leaves them out, and with them what it is about.',
    "Another key for EventBridge's default bus: who takes that key away may stop the rules, not the alarms.",
    'Who changes whom the delivery role trusts, then takes that role, can put events of his own into the log group, and CloudTrail itself delivers no longer once its session ends. detection-silent stays quiet, and the record of the change arrives only if that session lasts as long. The check trail-delivery of npm run doctor asks CloudTrail when it last delivered.',
    "Of roles only the delivery role and the function's are watched, without the managed policies they may have: no other role that may write into the log group. Without its permissions the function explains no alarm, which evidence-lost tells at the next one, and takes no records, which evidence-late tells; the trail falls silent, which detection-silent tells.",
    "IAM tells the names of roles apart without regard to case. Whether a call may spell one otherwise, and its record then does, AWS does not say; these are found as the stack spells them. EventBridge sees IAM's calls in us-east-1 alone: elsewhere the alarm tells of them, not the fast path.",
    'Saved queries are not watched (PutQueryDefinition, DeleteQueryDefinition): one that was changed may leave out the record that its mail leads to. pulumi up --refresh puts it back.',
    "A pipe of EventBridge that reads the records' queue, and takes its share of the messages.",
    'The secret of a channel in another account: its changes are recorded there.',
    'Whether unsubscribing by the link in a mail leaves a record is not documented.',
  ],
  attack: ['T1562.008'],
  recordings: tamperingRecordings,
};
