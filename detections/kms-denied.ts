import type { RecordDetection } from './detection.ts';
import {
  deniedDecrypt,
  failedDecrypt,
  nearMissesOf,
  recordedSubject,
  serviceCallOf,
} from './recorded/kms-records.ts';
import { taskRoleError } from './task-role-call.ts';

/**
 * Permissions, not keys: a faulty deployment far more often than an attack. What an endpoint keeps out of the trail is on
 * its page. @see https://docs.aws.amazon.com/kms/latest/developerguide/vpce-logging.html
 */
export const kmsDenied: RecordDetection<'role'> = {
  id: 'kms-denied',
  title: 'KMS denies the service access',
  meaning:
    'IAM or the key policy denied a KMS call of the service: a policy changed, or somebody uses the task role for what it is not meant for.',
  severity: 'operational',
  deployment: 'always',
  scope: 'role',
  ...taskRoleError('AccessDenied*'),
  metric: { name: 'KmsDenied', defaultValue: 0 },
  alarm: {
    statistic: 'Sum',
    periodSeconds: 300,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
  },
  notifyRecovery: true,
  runbook: [
    'Read errorMessage of the record: it names the action, the resource and the policy that refused.',
    'If it is kms:Decrypt or kms:GenerateDataKey on the application key, run pulumi up --refresh to put the policies back.',
    'If it is any other action, somebody else holds the task role: stop the tasks, then find out who changed what in the trail.',
  ],
  falsePositives: ['The minutes after a deployment, while IAM spreads a new policy.'],
  knownGaps: [
    'Calls denied for other roles, and denied calls of the task role to other services than KMS.',
    "Calls through a VPC endpoint that only the endpoint's policy denied, or about keys of other accounts: AWS says that the trail does not hold them.",
  ],
  attack: ['T1078.004'],
  recordings: [
    {
      subject: recordedSubject,
      matches: [
        { event: 'a denied Decrypt, as the trail spells it', record: deniedDecrypt('AccessDenied') },
        { event: 'a denied Decrypt, as the wire spells it', record: deniedDecrypt('AccessDeniedException') },
      ],
      nearMisses: [
        ...nearMissesOf(deniedDecrypt()),
        serviceCallOf(deniedDecrypt()),
        {
          event: 'a wrong key',
          refusedBy: '$.errorCode',
          record: failedDecrypt('InvalidCiphertextException'),
        },
      ],
    },
  ],
};
