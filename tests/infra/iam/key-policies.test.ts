import { describe, expect, it } from 'vitest';
import { applicationKeyPolicy } from '../../../infra/iam/application-key-policy.ts';
import { auditKeyPolicy } from '../../../infra/iam/audit-key-policy.ts';
import { keyAdministration } from '../../../infra/iam/key-administration.ts';
import { storageKeyPolicy } from '../../../infra/iam/storage-key-policy.ts';
import { topicKeyPolicy } from '../../../infra/iam/topic-key-policy.ts';

const account = { partition: 'aws', accountId: '111122223333', region: 'us-east-1' };
const administered = { ...account, administratorArns: [] };
const root = { AWS: 'arn:aws:iam::111122223333:root' };

const administrationActions = [
  'kms:DescribeKey',
  'kms:GetKeyPolicy',
  'kms:PutKeyPolicy',
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
];

const administerThroughIam = {
  Sid: 'AdministerThroughIam',
  Effect: 'Allow',
  Principal: root,
  Action: administrationActions,
  Resource: '*',
};

describe('the administration of a key', () => {
  it("is left to the account's IAM policies where nobody is named", () => {
    expect(keyAdministration(administered)).toEqual([administerThroughIam]);
  });

  it('belongs to the named administrators, while IAM policies can always repair the key policy', () => {
    const administratorArns = ['arn:aws:iam::111122223333:role/keys'];
    expect(keyAdministration({ ...account, administratorArns })).toEqual([
      {
        Sid: 'Administer',
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam::111122223333:role/keys'] },
        Action: administrationActions,
        Resource: '*',
      },
      {
        Sid: 'RepairThroughIam',
        Effect: 'Allow',
        Principal: root,
        Action: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy'],
        Resource: '*',
      },
    ]);
  });

  it('never includes the use of the key', () => {
    const using = /Encrypt|Decrypt|GenerateDataKey|CreateGrant|Sign|ReEncrypt|\*/;
    expect(administrationActions.filter((action) => using.test(action))).toEqual([]);
  });
});

it('lets the service use the application key with exactly our context, and nobody else', () => {
  const taskRoleArn = 'arn:aws:iam::111122223333:role/keywatch-dev-task';
  expect(applicationKeyPolicy({ ...administered, taskRoleArn })).toEqual({
    Version: '2012-10-17',
    Statement: [
      administerThroughIam,
      {
        Sid: 'UseByService',
        Effect: 'Allow',
        Principal: { AWS: taskRoleArn },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: '*',
        Condition: {
          'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['keywatch'] },
          Null: { 'kms:EncryptionContextKeys': 'false' },
        },
      },
    ],
  });
});

it('lets RDS and ECR of the region use the storage key, for resources of theirs', () => {
  const viaService = { 'kms:ViaService': ['ecr.us-east-1.amazonaws.com', 'rds.us-east-1.amazonaws.com'] };
  expect(storageKeyPolicy(administered)).toEqual({
    Version: '2012-10-17',
    Statement: [
      administerThroughIam,
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
        Condition: { StringEquals: viaService },
      },
      {
        Sid: 'GrantToStorageServices',
        Effect: 'Allow',
        Principal: root,
        Action: 'kms:CreateGrant',
        Resource: '*',
        Condition: { StringEquals: viaService, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ],
  });
});

it('lets the one trail and the named log groups use the audit key', () => {
  const trailArn = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/keywatch-dev-trail';
  const logGroupArns = ['arn:aws:logs:us-east-1:111122223333:log-group:/keywatch/dev/trail'];
  expect(auditKeyPolicy({ ...administered, trailArn, logGroupArns })).toEqual({
    Version: '2012-10-17',
    Statement: [
      administerThroughIam,
      {
        Sid: 'DescribedByTrail',
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 'kms:DescribeKey',
        Resource: '*',
        Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
      },
      {
        Sid: 'EncryptTrail',
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 'kms:GenerateDataKey',
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:SourceArn': trailArn, 'kms:EncryptionContext:aws:cloudtrail:arn': trailArn },
        },
      },
      {
        Sid: 'ReadTrailThroughIam',
        Effect: 'Allow',
        Principal: root,
        Action: 'kms:Decrypt',
        Resource: '*',
        Condition: { StringEquals: { 'kms:EncryptionContext:aws:cloudtrail:arn': trailArn } },
      },
      {
        Sid: 'EncryptLogGroups',
        Effect: 'Allow',
        Principal: { Service: 'logs.us-east-1.amazonaws.com' },
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
        Condition: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': logGroupArns } },
      },
    ],
  });
});

it('lets CloudWatch alarms of the account use the key of the topic', () => {
  expect(topicKeyPolicy({ ...administered, databaseEvents: false, publisherRoleArns: [] })).toEqual({
    Version: '2012-10-17',
    Statement: [
      administerThroughIam,
      {
        Sid: 'PublishToTopic',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: '*',
        Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
      },
    ],
  });
});

it('lets RDS use the key of the topic as well where it tells of its events', () => {
  const { Statement } = topicKeyPolicy({ ...administered, databaseEvents: true, publisherRoleArns: [] });
  expect(Statement.at(-1)).toMatchObject({
    Sid: 'PublishToTopic',
    Principal: { Service: ['cloudwatch.amazonaws.com', 'events.rds.amazonaws.com'] },
    Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
  });
});

it('lets a named role use the key of the topic through SNS alone, before the role exists', () => {
  const publisherRoleArns = ['arn:aws:iam::111122223333:role/keywatch-dev-evidence'];
  const { Statement } = topicKeyPolicy({ ...administered, databaseEvents: false, publisherRoleArns });
  expect(Statement).toHaveLength(3);
  expect(Statement.at(-1)).toEqual({
    Sid: 'PublishByRoles',
    Effect: 'Allow',
    Principal: root,
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: '*',
    Condition: {
      StringEquals: { 'kms:ViaService': 'sns.us-east-1.amazonaws.com' },
      ArnEquals: { 'aws:PrincipalArn': publisherRoleArns },
    },
  });
});
