import type { Statement } from './policy-document.ts';

/** Who may look after a KMS key. */
export interface KeyAdministration {
  readonly partition: string;
  readonly accountId: string;
  /** Empty: whoever the account's IAM policies allow. */
  readonly administratorArns: readonly string[];
}

/** Enough to put a broken key policy right. */
const repairActions = ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy'] as const;

/** All that a key's life needs, and nothing that uses the key: no Encrypt, Decrypt, GenerateDataKey or CreateGrant. */
const administrationActions = [
  ...repairActions,
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DisableKey',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyRotationStatus',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListKeyRotations',
  'kms:ListResourceTags',
  'kms:RevokeGrant',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
] as const;

/**
 * The statements that keep every key of ours manageable. The account's root principal hands the decision to IAM
 * policies; it never disappears, as a named role may, so it always keeps what repairs a key policy. Unlike
 * AWS's default policy it gets no `kms:*`: nobody can give himself the use of a key by an IAM policy alone.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function keyAdministration(keys: KeyAdministration): readonly Statement[] {
  const root = { AWS: `arn:${keys.partition}:iam::${keys.accountId}:root` };
  const administration = { Effect: 'Allow', Action: administrationActions, Resource: '*' } as const;
  if (keys.administratorArns.length === 0) {
    return [{ Sid: 'AdministerThroughIam', Principal: root, ...administration }];
  }
  return [
    { Sid: 'Administer', Principal: { AWS: keys.administratorArns }, ...administration },
    { Sid: 'RepairThroughIam', Effect: 'Allow', Principal: root, Action: repairActions, Resource: '*' },
  ];
}
