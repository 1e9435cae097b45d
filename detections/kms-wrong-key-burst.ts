import type { RecordDetection } from './detection.ts';
import { wrongKeyRecording, wrongKeyRecords } from './wrong-key.ts';

/** Many wrong keys at once: nobody mistypes that often. */
export const kmsWrongKeyBurst: RecordDetection<'role'> = {
  id: 'kms-wrong-key-burst',
  title: 'Many wrong keys in a few minutes',
  meaning:
    'Somebody is guessing keys or names: KMS refused many decryptions for the service within five minutes.',
  severity: 'page',
  deployment: 'always',
  scope: 'role',
  ...wrongKeyRecords,
  metric: { name: 'KmsWrongKeyBurst', defaultValue: 0 },
  alarm: {
    statistic: 'Sum',
    periodSeconds: 300,
    evaluationPeriods: 1,
    threshold: 10,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
  },
  notifyRecovery: true,
  runbook: [
    'Find the clientAddress of the service log lines with outcome wrong-key in these minutes.',
    'Block them at the load balancer: narrow ingressCidrs and run pulumi up, or add a WAF rule.',
    'Look for a success among the failures from the same addresses: that secret is lost, replace it at its source.',
  ],
  falsePositives: ['A client that was deployed with an outdated key and retries.'],
  knownGaps: ['Guesses slower than the threshold: kms-wrong-key-slow counts those over an hour.'],
  attack: ['T1110.001', 'T1110.004'],
  recordings: [wrongKeyRecording],
};
