import { describe, expect, it } from 'vitest';
import { stateBucketPolicy, stateKeyPolicy } from '../../../bootstrap/iam/state-resource-policies.ts';
import {
  account,
  deployerPolicies,
  names,
  readerPolicies,
  stateBucketArn,
  stateKeyArn,
  target,
  together,
} from '../../support/bootstrap/ci-policies.ts';
import { decide, type Request } from '../../support/decide.ts';

/** What CI's roles may do, decided by a simulator of IAM over all their policies together. */
const session = (role: string): string =>
  `arn:aws:sts::111122223333:assumed-role/keywatch-ci-${role}/GitHubActions`;
const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

const callers = {
  reader: { principal: session('preview'), identityPolicy: together(readerPolicies()) },
  dev: { principal: session('deploy-dev'), identityPolicy: together(deployerPolicies('dev')) },
  prod: { principal: session('deploy-prod'), identityPolicy: together(deployerPolicies('prod')) },
  person: { principal: 'arn:aws:iam::111122223333:role/administrator', identityPolicy: everything },
  stranger: { principal: 'arn:aws:iam::999988887777:role/administrator', identityPolicy: everything },
};

const regional = (service: string, resource: string) =>
  `arn:aws:${service}:ap-southeast-2:111122223333:${resource}`;
const inState = (path: string) => ({
  resource: `${stateBucketArn}/.pulumi/${path}`,
  resourcePolicy: stateBucketPolicy(stateBucketArn, account.accountId),
});
/** A key whose policy leaves everything to IAM, as AWS's default one does: the widest that a key can be. */
const openKey = {
  resource: regional('kms', 'key/01234567-89ab-4cde-8f01-23456789abcd'),
  resourcePolicy: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  },
};
const roleArn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

const targets = {
  'the state key': { resource: stateKeyArn, resourcePolicy: stateKeyPolicy(account) },
  'an open key': openKey,
  "dev's state": inState('stacks/keywatch/dev.json'),
  "dev's lock": inState('locks/organization/keywatch/dev/0123.json'),
  "prod's state": inState('stacks/keywatch/prod.json'),
  "prod's history": inState('history/keywatch/prod/prod-1.history.json'),
  "the bootstrap program's state": inState('stacks/keywatch-bootstrap/account.json'),
  'the state of a stack called dev-2': inState('stacks/keywatch/dev-2.json'),
  "dev's trail file": {
    resource: `arn:aws:s3:::${target('dev').prefix}-111122223333-ap-southeast-2-trail/x`,
  },
  "prod's trail file": {
    resource: `arn:aws:s3:::${target('prod').prefix}-111122223333-ap-southeast-2-trail/x`,
  },
  "prod's trail bucket": {
    resource: `arn:aws:s3:::${target('prod').prefix}-111122223333-ap-southeast-2-trail`,
  },
  "somebody's bucket": { resource: 'arn:aws:s3:::payroll' },
  "the database's secret": { resource: regional('secretsmanager', 'secret:rds!db-0123-abcdef') },
  'another secret': { resource: regional('secretsmanager', 'secret:other-abcdef') },
  'a parameter': { resource: regional('ssm', 'parameter/password') },
  "dev's trail log": { resource: regional('logs', 'log-group:/keywatch/dev/trail') },
  "prod's trail log": { resource: regional('logs', 'log-group:/keywatch/prod/trail') },
  "dev's database": { resource: regional('rds', 'db:keywatch-dev-database') },
  "prod's database": { resource: regional('rds', 'db:keywatch-prod-database') },
  "prod's trail": { resource: regional('cloudtrail', 'trail/keywatch-prod-trail') },
  "dev's task role": { resource: roleArn('keywatch-dev-task') },
  "prod's task role": { resource: roleArn('keywatch-prod-task') },
  "CI's own role": { resource: roleArn('keywatch-ci/keywatch-ci-deploy-dev') },
  'an administrator role': { resource: roleArn('administrator') },
  "dev's boundary": { resource: names.boundaryArn('dev') },
  "ECS's service-linked role": {
    resource: roleArn('aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'),
  },
  "dev's scaling alarm": {
    resource: regional('cloudwatch', 'alarm:TargetTracking-service/keywatch-dev-c/s'),
  },
  "prod's scaling alarm": {
    resource: regional('cloudwatch', 'alarm:TargetTracking-service/keywatch-prod-c/s'),
  },
  'a security group': { resource: regional('ec2', 'security-group/sg-0123456789abcdef0') },
  'an instance': { resource: regional('ec2', 'instance/i-0123456789abcdef0') },
} satisfies Record<string, Pick<Request, 'resource' | 'resourcePolicy'>>;

const tls = { 'aws:SecureTransport': 'true', 'aws:PrincipalAccount': '111122223333' };
const notService = { 'aws:PrincipalIsAWSService': 'false' };
const here = { ...tls, ...notService };
const region = { 'aws:RequestedRegion': 'ap-southeast-2' };
const viaS3 = {
  'kms:ViaService': 's3.ap-southeast-2.amazonaws.com',
  'kms:EncryptionContext:aws:s3:arn': stateBucketArn,
};
const context = (stack: string) => ({ 'kms:EncryptionContext:stack': stack });
const aliases = (...words: string[]) => ({ 'kms:ResourceAliases': words.map((word) => `alias/${word}`) });
const viaRds = { 'kms:ViaService': 'rds.ap-southeast-2.amazonaws.com' };
const bounded = { 'iam:PermissionsBoundary': names.boundaryArn('dev') };
const passedTo = (service: string) => ({ 'iam:PassedToService': `${service}.amazonaws.com` });
const tagged = (stack: string) => ({ ...region, 'aws:ResourceTag/keywatch:stack': stack });

type Row = readonly [
  caller: keyof typeof callers,
  action: string,
  target: keyof typeof targets,
  when: string,
  context: Request['context'],
];

const allowed: readonly Row[] = [
  ['reader', 's3:GetObject', "dev's state", '', here],
  ['reader', 's3:GetObject', "prod's state", '', here],
  ['reader', 'kms:Decrypt', 'the state key', 'to read the bucket', viaS3],
  ['reader', 'kms:Decrypt', 'the state key', "with dev's context", context('dev')],
  ['reader', 'kms:Decrypt', 'the state key', "with prod's context", context('prod')],
  ['reader', 'kms:GetKeyPolicy', 'an open key', '', {}],
  ['reader', 's3:GetBucketPolicy', "prod's trail bucket", '', here],
  ['reader', 'iam:GetRolePolicy', "prod's task role", '', {}],
  ['reader', 'logs:DescribeMetricFilters', "prod's trail log", '', {}],
  ['dev', 's3:PutObject', "dev's state", '', here],
  ['dev', 's3:DeleteObject', "dev's lock", '', here],
  ['dev', 'kms:GenerateDataKey', 'the state key', 'to write the bucket', viaS3],
  ['dev', 'kms:Decrypt', 'the state key', "with dev's context", context('dev')],
  ['dev', 'kms:PutKeyPolicy', 'an open key', 'with an alias of dev', aliases('keywatch-dev-audit')],
  ['dev', 'kms:ScheduleKeyDeletion', 'an open key', 'with an alias of dev', aliases('keywatch-dev-audit')],
  ['dev', 'kms:EnableKeyRotation', 'an open key', 'not named yet', {}],
  [
    'dev',
    'kms:CreateGrant',
    'an open key',
    'for RDS, the storage key of dev',
    { ...aliases('keywatch-dev-storage'), ...viaRds, 'kms:GrantIsForAWSResource': 'true' },
  ],
  ['dev', 'iam:CreateRole', "dev's task role", 'within the boundary', bounded],
  ['dev', 'iam:PutRolePolicy', "dev's task role", 'within the boundary', bounded],
  ['dev', 'iam:PassRole', "dev's task role", 'to a task', passedTo('ecs-tasks')],
  [
    'dev',
    'iam:CreateServiceLinkedRole',
    "ECS's service-linked role",
    'for ECS',
    { 'iam:AWSServiceName': 'ecs.amazonaws.com' },
  ],
  ['dev', 'ec2:AuthorizeSecurityGroupIngress', 'a security group', 'of dev', tagged('dev')],
  ['dev', 'ec2:AuthorizeSecurityGroupIngress', 'a security group', 'not tagged', region],
  ['dev', 'rds:DeleteDBInstance', "dev's database", '', {}],
  ['dev', 's3:DeleteObject', "dev's trail file", '', here],
  ['dev', 'logs:FilterLogEvents', "dev's trail log", '', {}],
  ['prod', 'rds:ModifyDBInstance', "prod's database", '', {}],
  ['prod', 'cloudwatch:PutMetricAlarm', "prod's scaling alarm", '', {}],
  ['prod', 'cloudwatch:DeleteAlarms', "prod's scaling alarm", '', {}],
  ['prod', 'logs:FilterLogEvents', "prod's trail log", '', {}],
  ['prod', 'kms:PutKeyPolicy', 'an open key', 'with an alias of prod', aliases('keywatch-prod-audit')],
  ['person', 'kms:Encrypt', 'the state key', 'to make a stack', context('dev')],
  ['person', 's3:GetObject', "prod's state", '', here],
];

const denied: readonly Row[] = [
  ['reader', 's3:PutObject', "dev's state", '', here],
  ['reader', 's3:DeleteObject', "dev's state", '', here],
  ['reader', 's3:GetObject', "dev's state", 'without TLS', { ...here, 'aws:SecureTransport': 'false' }],
  ['reader', 's3:GetObject', "the bootstrap program's state", '', here],
  ['reader', 's3:GetObject', "dev's trail file", '', here],
  ['reader', 's3:GetObject', "prod's trail file", '', here],
  ['reader', 's3:GetBucketPolicy', "somebody's bucket", '', here],
  ['reader', 'kms:Decrypt', 'the state key', 'without a context', {}],
  ['reader', 'kms:Decrypt', 'the state key', 'with the context of another stack', context('other')],
  ['reader', 'kms:Encrypt', 'the state key', "with dev's context", context('dev')],
  ['reader', 'kms:Decrypt', 'an open key', '', {}],
  ['reader', 'kms:Decrypt', 'an open key', "with dev's context", context('dev')],
  ['reader', 'kms:GenerateDataKey', 'an open key', '', {}],
  ['reader', 'kms:CreateGrant', 'an open key', '', {}],
  ['reader', 'kms:PutKeyPolicy', 'an open key', '', {}],
  ['reader', 'secretsmanager:GetSecretValue', "the database's secret", '', {}],
  ['reader', 'secretsmanager:GetSecretValue', 'another secret', '', {}],
  ['reader', 'ssm:GetParameter', 'a parameter', '', {}],
  ['reader', 'logs:FilterLogEvents', "prod's trail log", '', {}],
  ['reader', 'logs:StartQuery', "prod's trail log", '', {}],
  ['reader', 'ec2:DescribeInstanceAttribute', 'an instance', '', region],
  ['reader', 'iam:PassRole', "dev's task role", 'to a task', passedTo('ecs-tasks')],
  ['reader', 'rds:ModifyDBInstance', "dev's database", '', {}],
  ['dev', 's3:GetObject', "prod's state", '', here],
  ['dev', 's3:PutObject', "prod's state", '', here],
  ['dev', 's3:PutObject', "prod's history", '', here],
  ['dev', 's3:PutObject', "the bootstrap program's state", '', here],
  ['dev', 's3:PutObject', 'the state of a stack called dev-2', '', here],
  ['dev', 'kms:Decrypt', 'the state key', "with prod's context", context('prod')],
  ['dev', 'kms:ScheduleKeyDeletion', 'the state key', '', aliases('keywatch-state')],
  ['dev', 'kms:PutKeyPolicy', 'the state key', '', aliases('keywatch-state')],
  ['dev', 'kms:PutKeyPolicy', 'an open key', 'with an alias of prod', aliases('keywatch-prod-application')],
  ['dev', 'kms:CreateAlias', 'an open key', 'with an alias of prod', aliases('keywatch-prod-application')],
  [
    'dev',
    'kms:PutKeyPolicy',
    'an open key',
    'with aliases of both',
    aliases('keywatch-dev-x', 'keywatch-prod-application'),
  ],
  ['dev', 'kms:Decrypt', 'an open key', 'with an alias of dev', aliases('keywatch-dev-application')],
  [
    'dev',
    'kms:Decrypt',
    'an open key',
    'through RDS, another key',
    { ...aliases('keywatch-dev-audit'), ...viaRds },
  ],
  [
    'dev',
    'kms:CreateGrant',
    'an open key',
    'through RDS for itself',
    { ...aliases('keywatch-dev-storage'), ...viaRds, 'kms:GrantIsForAWSResource': 'false' },
  ],
  ['dev', 'secretsmanager:GetSecretValue', "the database's secret", '', {}],
  ['dev', 'iam:CreateRole', "dev's task role", 'without a boundary', {}],
  [
    'dev',
    'iam:CreateRole',
    "dev's task role",
    "within prod's boundary",
    { 'iam:PermissionsBoundary': names.boundaryArn('prod') },
  ],
  ['dev', 'iam:PutRolePolicy', "dev's task role", 'that has no boundary', {}],
  ['dev', 'iam:DeleteRolePermissionsBoundary', "dev's task role", '', bounded],
  ['dev', 'iam:AttachRolePolicy', "dev's task role", '', bounded],
  ['dev', 'iam:CreateRole', "prod's task role", 'within the boundary', bounded],
  ['dev', 'iam:CreateRole', 'an administrator role', 'within the boundary', bounded],
  ['dev', 'iam:PutRolePolicy', "CI's own role", 'within the boundary', bounded],
  ['dev', 'iam:UpdateAssumeRolePolicy', "CI's own role", '', {}],
  ['dev', 'iam:CreatePolicyVersion', "dev's boundary", '', {}],
  ['dev', 'iam:PassRole', "dev's task role", 'to Lambda', passedTo('lambda')],
  ['dev', 'iam:PassRole', 'an administrator role', 'to a task', passedTo('ecs-tasks')],
  [
    'dev',
    'iam:CreateServiceLinkedRole',
    "ECS's service-linked role",
    'for another service',
    { 'iam:AWSServiceName': 'lambda.amazonaws.com' },
  ],
  ['dev', 'sts:AssumeRole', 'an administrator role', '', {}],
  ['dev', 'ec2:AuthorizeSecurityGroupIngress', 'a security group', 'of prod', tagged('prod')],
  ['dev', 'ec2:CreateTags', 'a security group', 'of prod', tagged('prod')],
  ['dev', 'ec2:DeleteTags', 'a security group', 'of prod', tagged('prod')],
  [
    'dev',
    'ec2:AuthorizeSecurityGroupIngress',
    'a security group',
    'in another region',
    { 'aws:RequestedRegion': 'us-east-1' },
  ],
  ['dev', 'ec2:TerminateInstances', 'an instance', '', region],
  ['dev', 'rds:DeleteDBInstance', "prod's database", '', {}],
  ['dev', 'logs:FilterLogEvents', "prod's trail log", '', {}],
  ['dev', 'cloudtrail:StopLogging', "prod's trail", '', {}],
  ['prod', 'cloudwatch:PutMetricAlarm', "dev's scaling alarm", '', {}],
  ['prod', 'rds:DeleteDBInstance', "prod's database", '', {}],
  ['prod', 's3:DeleteObject', "prod's trail file", '', here],
  ['prod', 's3:DeleteObjectVersion', "prod's trail file", '', here],
  ['prod', 's3:BypassGovernanceRetention', "prod's trail file", '', here],
  ['prod', 's3:DeleteBucket', "prod's trail bucket", '', here],
  ['prod', 'cloudtrail:DeleteTrail', "prod's trail", '', {}],
  ['prod', 'cloudtrail:StopLogging', "prod's trail", '', {}],
  ['prod', 'logs:DeleteLogGroup', "prod's trail log", '', {}],
  [
    'prod',
    'kms:ScheduleKeyDeletion',
    'an open key',
    'with an alias of prod',
    aliases('keywatch-prod-application'),
  ],
  ['prod', 'kms:DisableKey', 'an open key', 'with an alias of prod', aliases('keywatch-prod-application')],
  ['prod', 's3:PutObject', "dev's state", '', here],
  ['person', 's3:GetObject', "prod's state", 'without TLS', { ...here, 'aws:SecureTransport': 'false' }],
  ['person', 'kms:CreateGrant', 'the state key', '', {}],
  ['stranger', 'kms:Decrypt', 'the state key', "with dev's context", context('dev')],
  ['stranger', 's3:GetObject', "prod's state", '', { ...here, 'aws:PrincipalAccount': '999988887777' }],
];

const decideRow = ([caller, action, name, , conditions]: Row): Promise<string> =>
  decide({ ...callers[caller], ...targets[name], action, context: conditions });

describe('CI, decided by all policies of a role,', () => {
  it.each(allowed)('allows %s %s on %s %s', async (...row) => {
    expect(await decideRow(row)).toBe('Allowed');
  });

  it.each(denied)('denies %s %s on %s %s', async (...row) => {
    expect(await decideRow(row)).toMatch(/^(?:Implicitly|Explicitly)Denied$/);
  });
});
