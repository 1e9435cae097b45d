import type { RecordDetection } from './detection.ts';
import { wrongKeyRecording, wrongKeyRecords } from './wrong-key.ts';

/** Wrong keys few and far between: an attacker who stays below the other thresholds. */
export const kmsWrongKeySlow: RecordDetection<'role'> = {
  id: 'kms-wrong-key-slow',
  title: 'Wrong keys again and again within an hour',
  meaning:
    'Somebody may be guessing slowly: KMS refused several decryptions for the service within one hour.',
  severity: 'page',
  deployment: 'always',
  scope: 'role',
  ...wrongKeyRecords,
  metric: { name: 'KmsWrongKeySlow', defaultValue: 0 },
  alarm: {
    statistic: 'Sum',
    periodSeconds: 3600,
    evaluationPeriods: 1,
    threshold: 5,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
  },
  notifyRecovery: true,
  runbook: [
    'List the service log lines with outcome wrong-key of the last hours and group them by clientAddress.',
    'If one address guesses at regular intervals, block it: narrow ingressCidrs and run pulumi up, or add a WAF rule.',
    'Look for a success from that address: that secret is lost, replace it at its source.',
  ],
  falsePositives: ['Several people who mistype in the same hour; raise the threshold of a busy stack.'],
  knownGaps: ['Fewer guesses an hour than the threshold; kms-wrong-key tells each of those.'],
  attack: ['T1110.001'],
  recordings: [wrongKeyRecording],
};
