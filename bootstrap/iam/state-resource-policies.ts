import type { Account } from '../account.ts';
import { policyDocument, type PolicyDocument } from './policy-document.ts';

/** The state's bucket belongs to the account alone, and every request comes over TLS. */
export function stateBucketPolicy(bucketArn: string, accountId: string): PolicyDocument {
  const everything = [bucketArn, `${bucketArn}/*`];
  return policyDocument(
    {
      Sid: 'OnlyOverTls',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: everything,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    {
      Sid: 'OnlyThisAccount',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: everything,
      Condition: {
        StringNotEquals: { 'aws:PrincipalAccount': accountId },
        Bool: { 'aws:PrincipalIsAWSService': 'false' },
      },
    },
  );
}

/**
 * The state key is administered and used by whom the account's IAM policies allow: CI's roles, and the person who
 * makes a stack. Nobody gets a grant on it, and nobody of another account anything.
 */
export function stateKeyPolicy({ partition, accountId }: Account): PolicyDocument {
  const Principal = { AWS: `arn:${partition}:iam::${accountId}:root` };
  return policyDocument(
    {
      Sid: 'AdministerThroughIam',
      Effect: 'Allow',
      Principal,
      Action: [
        'kms:CancelKeyDeletion',
        'kms:CreateAlias',
        'kms:DeleteAlias',
        'kms:DescribeKey',
        'kms:DisableKey',
        'kms:EnableKey',
        'kms:EnableKeyRotation',
        'kms:GetKeyPolicy',
        'kms:GetKeyRotationStatus',
        'kms:ListGrants',
        'kms:ListKeyPolicies',
        'kms:ListKeyRotations',
        'kms:ListResourceTags',
        'kms:PutKeyPolicy',
        'kms:RotateKeyOnDemand',
        'kms:ScheduleKeyDeletion',
        'kms:TagResource',
        'kms:UntagResource',
        'kms:UpdateAlias',
        'kms:UpdateKeyDescription',
      ],
      Resource: '*',
    },
    {
      Sid: 'UseThroughIam',
      Effect: 'Allow',
      Principal,
      Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
      Resource: '*',
    },
  );
}
