import type { RecordDetection } from './detection.ts';
import { failedDecrypt, nearMissesOf, recordedSubject, serviceCallOf } from './recorded/kms-records.ts';
import { taskRoleError } from './task-role-call.ts';

const keyMismatch = failedDecrypt(
  'IncorrectKeyException',
  'The key ID in the request does not identify a CMK that can perform this operation.',
);

/** Records that belong to another KMS key than the one the service names. */
export const kmsKeyMismatch: RecordDetection<'role'> = {
  id: 'kms-key-mismatch',
  title: 'Stored secrets belong to another KMS key',
  meaning:
    'The service asked KMS to decrypt a record with a key that did not encrypt it: the key was replaced, or a database was restored from another stack. No attack.',
  severity: 'operational',
  deployment: 'always',
  scope: 'role',
  ...taskRoleError('IncorrectKey*'),
  metric: { name: 'KmsKeyMismatch', defaultValue: 0 },
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
    'Compare the key ARN in the CloudTrail record with the stack output kmsKeyArn.',
    'If the key was replaced on purpose, add its former ARN to previousKeyArns and run pulumi up.',
    'If the database was restored from elsewhere, restore the right snapshot.',
  ],
  falsePositives: [],
  knownGaps: ['Records nobody asks for are not noticed.'],
  attack: [],
  recordings: [
    {
      subject: recordedSubject,
      matches: [
        { event: 'a record under a replaced key', record: keyMismatch },
        {
          event: 'the same, the code spelled as short as the trail spells others',
          record: failedDecrypt('IncorrectKey'),
        },
      ],
      nearMisses: [
        ...nearMissesOf(keyMismatch),
        serviceCallOf(keyMismatch),
        {
          event: 'a wrong key',
          refusedBy: '$.errorCode',
          record: failedDecrypt('InvalidCiphertextException'),
        },
      ],
    },
  ],
};
