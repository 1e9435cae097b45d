import type { RecordDetection } from './detection.ts';
import { failedDecrypt, nearMissesOf, recordedSubject, serviceCallOf } from './recorded/kms-records.ts';
import { taskRoleError } from './task-role-call.ts';

const throttled = failedDecrypt(
  'ThrottlingException',
  'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
);

/** Too many KMS calls in this account and region, by the service or by somebody else. */
export const kmsThrottled: RecordDetection<'role'> = {
  id: 'kms-throttled',
  title: 'KMS throttles the service',
  meaning:
    'KMS refused calls of the service in three of five minutes because the account exceeds its request rate in this region: callers see 503.',
  severity: 'operational',
  deployment: 'always',
  scope: 'role',
  ...taskRoleError('Throttling*'),
  metric: { name: 'KmsThrottled', defaultValue: 0 },
  alarm: {
    statistic: 'Sum',
    periodSeconds: 60,
    evaluationPeriods: 5,
    datapointsToAlarm: 3,
    threshold: 1,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
  },
  notifyRecovery: true,
  runbook: [
    'Compare the calls per second with the KMS quota for symmetric operations in Service Quotas; all callers of the account share it.',
    'Find the largest caller in the trail by userIdentity.arn; slow it down or ask for a higher quota.',
  ],
  falsePositives: ['One request of the service may leave several records, since the SDK retries.'],
  knownGaps: [
    'AWS does not document whether every throttled call reaches CloudTrail; the service counts them too.',
  ],
  attack: ['T1499.003'],
  recordings: [
    {
      subject: recordedSubject,
      matches: [
        { event: 'a throttled Decrypt', record: throttled },
        { event: 'the same, spelled as other services spell it', record: failedDecrypt('Throttling') },
      ],
      nearMisses: [
        ...nearMissesOf(throttled),
        serviceCallOf(throttled),
        {
          event: 'a wrong key',
          refusedBy: '$.errorCode',
          record: failedDecrypt('InvalidCiphertextException'),
        },
      ],
    },
  ],
};
