import { arnIn, type DeployTarget } from '../../deploy-target.ts';
import { policyDocument, type PolicyDocument, type Statement } from '../policy-document.ts';

/** The stack's database and buckets. Deleting what holds data is apart: {@link destructionPolicy}. */
export function dataPolicy(target: DeployTarget): PolicyDocument {
  return policyDocument(manageDatabase(target), makeDatabaseSecret(target), manageBuckets(target));
}

function manageDatabase(target: DeployTarget): Statement {
  const { prefix } = target;
  return {
    Sid: 'ManageDatabase',
    Effect: 'Allow',
    Action: [
      'rds:AddSourceIdentifierToSubscription',
      'rds:AddTagsToResource',
      'rds:CreateDBInstance',
      'rds:CreateDBParameterGroup',
      'rds:CreateDBSnapshot',
      'rds:CreateDBSubnetGroup',
      'rds:CreateEventSubscription',
      'rds:DeleteDBParameterGroup',
      'rds:DeleteDBSubnetGroup',
      'rds:DeleteEventSubscription',
      'rds:ModifyDBInstance',
      'rds:ModifyDBParameterGroup',
      'rds:ModifyDBSubnetGroup',
      'rds:ModifyEventSubscription',
      'rds:RebootDBInstance',
      'rds:RemoveSourceIdentifierFromSubscription',
      'rds:RemoveTagsFromResource',
      'rds:ResetDBParameterGroup',
    ],
    Resource: [
      ...['db', 'es', 'pg', 'snapshot', 'subgrp'].map((type) => arnIn(target, 'rds', `${type}:${prefix}-*`)),
      arnIn(target, 'rds', 'og:default:*'),
    ],
  };
}

/** RDS makes the password's secret as whoever creates the database; nobody here may read it. @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html */
function makeDatabaseSecret(target: DeployTarget): Statement {
  return {
    Sid: 'MakeDatabaseSecret',
    Effect: 'Allow',
    Action: ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'],
    Resource: arnIn(target, 'secretsmanager', 'secret:rds!db-*'),
  };
}

/** The bucket names hold account and region: they are one space for all. */
export function bucketArn({ partition, prefix, accountId, region }: DeployTarget): string {
  return `arn:${partition}:s3:::${prefix}-${accountId}-${region}-*`;
}

function manageBuckets(target: DeployTarget): Statement {
  return {
    Sid: 'ManageBuckets',
    Effect: 'Allow',
    Action: [
      's3:CreateBucket',
      's3:DeleteBucketPolicy',
      's3:PutBucketLogging',
      's3:PutBucketObjectLockConfiguration',
      's3:PutBucketOwnershipControls',
      's3:PutBucketPolicy',
      's3:PutBucketPublicAccessBlock',
      's3:PutBucketTagging',
      's3:PutBucketVersioning',
      's3:PutEncryptionConfiguration',
      's3:PutLifecycleConfiguration',
      's3:TagResource',
      's3:UntagResource',
    ],
    Resource: bucketArn(target),
  };
}
