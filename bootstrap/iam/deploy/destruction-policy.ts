import { arnIn, logGroupArns, type DeployTarget } from '../../deploy-target.ts';
import { policyDocument, type PolicyDocument } from '../policy-document.ts';
import { bucketArn } from './data-policy.ts';
import { ownKeys } from './key-policy.ts';

/**
 * Deleting what holds data or evidence: only where `mayDestroyData` says so. Without it CI can't lose a stack's
 * data even when a merged change switches deletion protection off; a person has to do it with credentials of his own.
 */
export function destructionPolicy(target: DeployTarget): PolicyDocument {
  const { prefix } = target;
  return policyDocument(
    {
      Sid: 'DestroyData',
      Effect: 'Allow',
      Action: [
        'cloudtrail:DeleteTrail',
        'ecr:BatchDeleteImage',
        'ecr:DeleteRepository',
        'logs:DeleteLogGroup',
        'rds:DeleteDBInstance',
        's3:DeleteBucket',
        's3:DeleteObject',
        's3:DeleteObjectVersion',
        's3:ListBucketVersions',
      ],
      Resource: [
        arnIn(target, 'cloudtrail', `trail/${prefix}-*`),
        arnIn(target, 'ecr', `repository/${prefix}-*`),
        arnIn(target, 'rds', `db:${prefix}-*`),
        ...logGroupArns(target),
        bucketArn(target),
      ],
    },
    {
      Sid: 'ScheduleKeyDeletion',
      Effect: 'Allow',
      Action: ['kms:DisableKey', 'kms:ScheduleKeyDeletion'],
      ...ownKeys(target),
    },
  );
}
