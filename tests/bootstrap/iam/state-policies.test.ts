import { expect, it } from 'vitest';
import { keepDataClosed } from '../../../bootstrap/iam/keep-data-closed.ts';
import { stateReadPolicy, stateWritePolicy } from '../../../bootstrap/iam/state-policies.ts';
import { stateBucketPolicy, stateKeyPolicy } from '../../../bootstrap/iam/state-resource-policies.ts';

const bucketArn = 'arn:aws:s3:::state';
const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/state';
const state = { bucketArn, keyArn, region: 'us-east-1', project: 'keywatch' };

const listState = { Sid: 'ListState', Effect: 'Allow', Action: 's3:ListBucket', Resource: bucketArn };
const throughS3 = {
  StringEquals: {
    'kms:ViaService': 's3.us-east-1.amazonaws.com',
    'kms:EncryptionContext:aws:s3:arn': bucketArn,
  },
};
const objectsOf = (stack: string) => [
  `${bucketArn}/.pulumi/stacks/keywatch/${stack}.*`,
  `${bucketArn}/.pulumi/history/keywatch/${stack}/*`,
  `${bucketArn}/.pulumi/backups/keywatch/${stack}/*`,
  `${bucketArn}/.pulumi/journal/keywatch/${stack}/*`,
  `${bucketArn}/.pulumi/locks/organization/keywatch/${stack}/*`,
];

it('lets a preview read the state of the stacks and open their secrets providers, no more', () => {
  expect(stateReadPolicy(state, ['dev', 'prod'])).toEqual({
    Version: '2012-10-17',
    Statement: [
      listState,
      {
        Sid: 'ReadState',
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: [`${bucketArn}/.pulumi/meta.yaml`, ...objectsOf('dev'), ...objectsOf('prod')],
      },
      {
        Sid: 'EncryptStateThroughS3',
        Effect: 'Allow',
        Action: ['kms:Decrypt'],
        Resource: keyArn,
        Condition: throughS3,
      },
      {
        Sid: 'OpenSecretsProvider',
        Effect: 'Allow',
        Action: ['kms:Decrypt'],
        Resource: keyArn,
        Condition: { StringEquals: { 'kms:EncryptionContext:stack': ['dev', 'prod'] } },
      },
    ],
  });
});

it('lets a deployment write the state of its own stack', () => {
  expect(stateWritePolicy(state, 'dev')).toEqual({
    Version: '2012-10-17',
    Statement: [
      listState,
      {
        Sid: 'ReadMeta',
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: `${bucketArn}/.pulumi/meta.yaml`,
      },
      {
        Sid: 'WriteState',
        Effect: 'Allow',
        Action: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
        Resource: objectsOf('dev'),
      },
      {
        Sid: 'EncryptStateThroughS3',
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: keyArn,
        Condition: throughS3,
      },
      {
        Sid: 'OpenSecretsProvider',
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:Encrypt'],
        Resource: keyArn,
        Condition: { StringEquals: { 'kms:EncryptionContext:stack': ['dev'] } },
      },
    ],
  });
});

it('closes all data but the state to roles that run unreviewed code', () => {
  expect(keepDataClosed(bucketArn, keyArn)).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'DecryptNothingButState',
        Effect: 'Deny',
        Action: ['kms:CreateGrant', 'kms:Decrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
        NotResource: keyArn,
      },
      {
        Sid: 'ReadNoObjectButState',
        Effect: 'Deny',
        Action: 's3:GetObject*',
        NotResource: `${bucketArn}/.pulumi/*`,
      },
      {
        Sid: 'ReadNoData',
        Effect: 'Deny',
        Action: [
          'logs:FilterLogEvents',
          'logs:GetLogEvents',
          'logs:GetLogRecord',
          'logs:GetQueryResults',
          'logs:StartLiveTail',
          'logs:StartQuery',
          'logs:Unmask',
          'rds-db:connect',
          'secretsmanager:BatchGetSecretValue',
          'secretsmanager:GetSecretValue',
          'ssm:GetParameter*',
        ],
        Resource: '*',
      },
    ],
  });
});

it('keeps the bucket to TLS and to the account', () => {
  const toAll = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [bucketArn, `${bucketArn}/*`] };
  expect(stateBucketPolicy(bucketArn, '111122223333')).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Sid: 'OnlyOverTls', ...toAll, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      {
        Sid: 'OnlyThisAccount',
        ...toAll,
        Condition: {
          StringNotEquals: { 'aws:PrincipalAccount': '111122223333' },
          Bool: { 'aws:PrincipalIsAWSService': 'false' },
        },
      },
    ],
  });
});

it('leaves the state key to IAM, for administration and for three uses', () => {
  const { Statement } = stateKeyPolicy({ partition: 'aws', accountId: '111122223333', region: 'us-east-1' });
  const root = { AWS: 'arn:aws:iam::111122223333:root' };
  expect(Statement.map(({ Sid, Principal, Resource }) => [Sid, Principal, Resource])).toEqual([
    ['AdministerThroughIam', root, '*'],
    ['UseThroughIam', root, '*'],
  ]);
  expect(Statement[1]?.Action).toEqual(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey']);
  expect(Statement[0]?.Action).not.toContain('kms:CreateGrant');
  expect(
    [Statement[0]?.Action].flat().filter((action) => /Encrypt|Decrypt|DataKey|Grant$/.test(String(action))),
  ).toEqual([]);
});
