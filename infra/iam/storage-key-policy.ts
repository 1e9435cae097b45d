import type { Account } from '../account.ts';
import { keyAdministration, type KeyAdministration } from './key-administration.ts';
import { policyDocument, type PolicyDocument } from './policy-document.ts';

/**
 * The key of database storage and images: usable only by RDS and ECR in this region, on behalf of whoever may
 * create those resources, as AWS's own keys for the two services are.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 */
export function storageKeyPolicy(args: KeyAdministration & Account): PolicyDocument {
  const root = { AWS: `arn:${args.partition}:iam::${args.accountId}:root` };
  const viaStorageServices = {
    'kms:ViaService': [`ecr.${args.region}.amazonaws.com`, `rds.${args.region}.amazonaws.com`],
  };
  return policyDocument(
    ...keyAdministration(args),
    {
      Sid: 'UseThroughStorageServices',
      Effect: 'Allow',
      Principal: root,
      Action: [
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:Encrypt',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
        'kms:RetireGrant',
      ],
      Resource: '*',
      Condition: { StringEquals: viaStorageServices },
    },
    {
      Sid: 'GrantToStorageServices',
      Effect: 'Allow',
      Principal: root,
      Action: 'kms:CreateGrant',
      Resource: '*',
      Condition: { StringEquals: viaStorageServices, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  );
}
