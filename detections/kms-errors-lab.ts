import { all, is } from './condition.ts';
import type { RecordDetection } from './detection.ts';
import { deniedDecrypt, failedDecrypt, nearMissesOf, recordedSubject } from './recorded/kms-records.ts';
import { recordsWhere } from './records-where.ts';

/**
 * The public exercise's own filter and alarm, its text to the letter, kept so that its steps can be repeated.
 * The other detections exist because of the gaps named here.
 */
export const kmsErrorsLab: RecordDetection<'role'> = {
  id: 'kms-errors-lab',
  title: 'More than one KMS error by the service (the lab)',
  meaning:
    'The service got more than one error from KMS in one evaluation, whatever the cause: wrong keys, missing permissions, throttling or an outage.',
  severity: 'notify',
  deployment: 'lab',
  scope: 'role',
  ...recordsWhere<'role'>(({ taskRoleArn }) =>
    all(
      is('errorCode', '*'),
      is('eventSource', 'kms.amazonaws.com'),
      is('userIdentity.sessionContext.sessionIssuer.arn', taskRoleArn),
    ),
  ),
  filterPattern: ({ taskRoleArn }) =>
    `{ $.errorCode = "*" && $.eventSource= "kms.amazonaws.com" && $.userIdentity.sessionContext.sessionIssuer.arn = "${taskRoleArn}" }`,
  metric: { name: 'KmsErrorsLab' },
  alarm: {
    statistic: 'Sum',
    periodSeconds: 10,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: 'GreaterThanThreshold',
    treatMissingData: 'ignore',
  },
  notifyRecovery: false,
  waiver:
    "The lab's values on purpose: a 10-second period on a one-minute metric, and missing data ignored, which latches the alarm. kms-wrong-key and its siblings stand beside it without these flaws.",
  runbook: [
    'Look which of the other KMS alarms fired at the same time: they tell attack, missing permission and overload apart.',
    'Filter the trail log group for the task role and read errorCode of the latest records.',
  ],
  falsePositives: [
    'Throttling, a disabled key, or denied calls after a faulty deployment count like wrong keys.',
  ],
  knownGaps: [
    'A single error, or one error a minute for ever, does not exceed the threshold of 1.',
    'The alarm stays in ALARM while no errors come, so a second attack is not told.',
    'A later minute with exactly one error returns the alarm to OK.',
  ],
  attack: ['T1110.001'],
  recordings: [
    {
      subject: recordedSubject,
      matches: [
        { event: 'a wrong key', record: failedDecrypt('InvalidCiphertextException') },
        { event: 'a denied call', record: deniedDecrypt() },
      ],
      nearMisses: nearMissesOf(failedDecrypt('InvalidCiphertextException')),
    },
  ],
};
