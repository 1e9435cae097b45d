import type { RecordDetection } from './detection.ts';
import { wrongKeyRecording, wrongKeyRecords } from './wrong-key.ts';

/** One wrong key is worth one message: it may be a typing error, it may be the first guess. */
export const kmsWrongKey: RecordDetection<'role'> = {
  id: 'kms-wrong-key',
  title: 'Somebody used a wrong key',
  meaning:
    'KMS refused to decrypt for the service because the encryption context did not fit: a caller sent a wrong Key, or a Name that does not exist.',
  severity: 'notify',
  deployment: 'always',
  scope: 'role',
  ...wrongKeyRecords,
  metric: { name: 'KmsWrongKey', defaultValue: 0 },
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
    'Take the time from this message and find the service log lines with outcome wrong-key: they have the clientAddress, and kmsRequestId leads to the CloudTrail record.',
    'Ask the owner of the caller whether it was a slip. One failure followed by a success is usually one.',
    'Watch kms-wrong-key-burst and kms-wrong-key-slow: if either fires, treat it as an attack.',
  ],
  falsePositives: ['A person who mistypes a key or a name.'],
  knownGaps: [
    'Guesses during one incident raise one message: the alarm tells changes of state, not events.',
    'Wrong keys refused by the rate limit never reach KMS.',
  ],
  attack: ['T1110.001'],
  recordings: [wrongKeyRecording],
};
