import type { Account } from '../account.ts';
import { keyAdministration, type KeyAdministration } from './key-administration.ts';
import { policyDocument, type PolicyDocument } from './policy-document.ts';

export interface AuditKeyPolicyArgs extends KeyAdministration, Account {
  readonly trailArn: string;
  /** Every log group that this key encrypts. */
  readonly logGroupArns: readonly string[];
}

/**
 * The key of what tells afterwards what happened: the trail's files and all log groups. Who may read the
 * trail's files is left to IAM policies; log events are decrypted by CloudWatch Logs for whoever may read them.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function auditKeyPolicy(args: AuditKeyPolicyArgs): PolicyDocument {
  const trail = { Service: 'cloudtrail.amazonaws.com' };
  const ofTrail = { 'aws:SourceArn': args.trailArn };
  const trailContext = { 'kms:EncryptionContext:aws:cloudtrail:arn': args.trailArn };
  return policyDocument(
    ...keyAdministration(args),
    {
      Sid: 'DescribedByTrail',
      Effect: 'Allow',
      Principal: trail,
      Action: 'kms:DescribeKey',
      Resource: '*',
      Condition: { StringEquals: ofTrail },
    },
    {
      Sid: 'EncryptTrail',
      Effect: 'Allow',
      Principal: trail,
      Action: 'kms:GenerateDataKey',
      Resource: '*',
      Condition: { StringEquals: { ...ofTrail, ...trailContext } },
    },
    {
      Sid: 'ReadTrailThroughIam',
      Effect: 'Allow',
      Principal: { AWS: `arn:${args.partition}:iam::${args.accountId}:root` },
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { StringEquals: trailContext },
    },
    {
      Sid: 'EncryptLogGroups',
      Effect: 'Allow',
      Principal: { Service: `logs.${args.region}.amazonaws.com` },
      Action: [
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:Encrypt',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
      ],
      Resource: '*',
      Condition: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': args.logGroupArns } },
    },
  );
}
