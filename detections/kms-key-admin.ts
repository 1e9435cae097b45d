import { concernsKey } from './concerns-key.ts';
import { absent, all, any, is, isOneOf } from './condition.ts';
import type { RecordDetection } from './detection.ts';
import { keyAdministrationRecordings } from './recorded/key-administration.ts';
import { recordsWhere } from './records-where.ts';

/** What makes a key useless, opens it to others, or takes its name away. */
const administration = [
  'DisableKey',
  'ScheduleKeyDeletion',
  'PutKeyPolicy',
  'ImportKeyMaterial',
  'DeleteImportedKeyMaterial',
  'ReplicateKey',
  'UpdateAlias',
  'DeleteAlias',
  'DisableKeyRotation',
];

/** RDS, ECR and others give and take grants on the keys that they encrypt with, and say so in `invokedBy`. */
const grants = ['CreateGrant', 'RetireGrant', 'RevokeGrant'];

/** Changes to a key that nobody makes by the way. */
export const kmsKeyAdmin: RecordDetection<'key'> = {
  id: 'kms-key-admin',
  title: 'A KMS key of the stack is changed',
  meaning:
    'Somebody disabled a key, ordered its deletion, changed its policy, grants, material, alias or rotation, or was denied it. A lost key loses every secret; a changed policy may open them.',
  severity: 'page',
  deployment: 'always',
  scope: 'key',
  ...recordsWhere<'key'>(({ keyArn, aliasArn }) =>
    all(
      is('eventSource', 'kms.amazonaws.com'),
      any(
        isOneOf('eventName', administration),
        all(isOneOf('eventName', grants), absent('userIdentity.invokedBy')),
      ),
      concernsKey(keyArn, ...(aliasArn === undefined ? [] : [aliasArn])),
    ),
  ),
  metric: { name: 'KmsKeyAdmin', defaultValue: 0 },
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
    'If nobody planned it: cancel the deletion (kms cancel-key-deletion) or enable the key first, ask afterwards.',
    'Run pulumi up --refresh to put policy, alias and rotation back; revoke a grant that nobody knows.',
    'Find in the trail what else the same principal did in the hours before.',
  ],
  falsePositives: ["One's own pulumi up or pulumi destroy, wherever it changes a key."],
  knownGaps: [
    'Aliases of keys in monitorKeyArns and previousKeyArns that are pointed elsewhere: only the new key is named.',
    'Grants that a person gives through an AWS service (a Systems Manager automation, a state machine) look like those the service needs.',
    'Replicas of a multi-region key: each has an ARN of its own, in its own region. The store of a key outside KMS.',
    'Tags and new aliases of a key, which matter where a policy decides by them.',
  ],
  attack: ['T1485', 'T1490', 'T1098'],
  recordings: keyAdministrationRecordings,
};
