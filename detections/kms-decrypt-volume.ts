import { absent, all, is } from './condition.ts';
import type { RecordDetection } from './detection.ts';
import {
  failedDecrypt,
  goodDecrypt,
  notByTaskRole,
  recordedSubject,
  serviceCallOf,
} from './recorded/kms-records.ts';
import { recordsWhere } from './records-where.ts';
import { taskRoleCall } from './task-role-call.ts';

/** Secrets read by the hundred: whoever has the right keys, or the role itself, leaves no error behind. */
export const kmsDecryptVolume: RecordDetection<'role'> = {
  id: 'kms-decrypt-volume',
  title: 'Unusually many secrets are read',
  meaning:
    'KMS decrypted more for the service within five minutes than this stack allows: a busy hour, or somebody carries secrets off with right keys or with the role itself.',
  severity: 'notify',
  deployment: 'always',
  scope: 'role',
  ...recordsWhere<'role'>((subject) =>
    taskRoleCall(subject, all(is('eventName', 'Decrypt'), absent('errorCode'))),
  ),
  metric: { name: 'KmsDecryptVolume', defaultValue: 0 },
  alarm: {
    statistic: 'Sum',
    periodSeconds: 300,
    evaluationPeriods: 1,
    threshold: 1000,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
  },
  notifyRecovery: true,
  runbook: [
    'Count (stats count(*); saved queries stop at 1,000) the successful Decrypts in the trail, and in the service log the lines with event kms-call, operation Decrypt, outcome success. Clearly more in the trail: somebody else holds the role, act as for kms-use-elsewhere.',
    'Count those lines by clientAddress. One far ahead of the others: ask its owner; block it if nobody knows it, and replace the secrets it read.',
    'If it was honest traffic, set the threshold of this stack above it (npm run replay -- --tune shows what would have fired).',
  ],
  falsePositives: [
    'A batch job or a restart of many clients; the threshold belongs to the traffic of a stack.',
  ],
  knownGaps: [
    'Less than the threshold in five minutes, however long it goes on.',
    'Replacing a secret proves its Key with a Decrypt, which counts like a read.',
  ],
  attack: ['T1530', 'T1078.004'],
  recordings: [
    {
      subject: recordedSubject,
      matches: [{ event: 'a good decrypt', record: goodDecrypt }],
      nearMisses: [
        serviceCallOf(goodDecrypt),
        ...notByTaskRole(goodDecrypt),
        {
          event: 'a wrong key',
          refusedBy: '$.errorCode',
          record: failedDecrypt('InvalidCiphertextException'),
        },
        {
          event: 'a secret is stored',
          refusedBy: '$.eventName',
          record: { ...goodDecrypt, eventName: 'GenerateDataKey' },
        },
      ],
    },
  ],
};
