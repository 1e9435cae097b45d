import { describe, expect, it } from 'vitest';
import { names, stateBucketArn } from '../../support/bootstrap/ci-policies.ts';
import { callers, targets } from '../../support/bootstrap/ci-requests.ts';
import { decide, type Request } from '../../support/decide.ts';

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
  ['reader', 'ecr:BatchGetImage', "dev's image", '', {}],
  ['reader', 'ecr:DescribeRepositories', "somebody's image", '', {}],
  ['dev', 'ecr:GetDownloadUrlForLayer', "dev's image", '', {}],
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
  ['prod', 'kms:RotateKeyOnDemand', "a key whose policy names prod's role", '', {}],
  ['prod', 's3:GetObject', "prod's trail file, opened to prod's role", '', here],
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
  ['reader', 'ecr:BatchGetImage', "somebody's image", '', {}],
  ['reader', 'ecr:GetDownloadUrlForLayer', "somebody's image", '', {}],
  ['dev', 'ecr:BatchGetImage', "somebody's image", '', {}],
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
  ['prod', 'kms:ScheduleKeyDeletion', "a key whose policy names prod's role", '', {}],
  ['prod', 'kms:DisableKey', "a key whose policy names prod's role", '', {}],
  ['prod', 'kms:RevokeGrant', "a key whose policy names prod's role", '', {}],
  ['prod', 's3:DeleteObject', "prod's trail file, opened to prod's role", '', here],
  ['prod', 's3:DeleteObjectVersion', "prod's trail file, opened to prod's role", '', here],
  ['prod', 's3:BypassGovernanceRetention', "prod's trail file, opened to prod's role", '', here],
  ['prod', 's3:PutObject', "dev's state", '', here],
  ['person', 's3:GetObject', "prod's state", 'without TLS', { ...here, 'aws:SecureTransport': 'false' }],
  ['person', 'kms:CreateGrant', 'the state key', '', {}],
  ['stranger', 'kms:Decrypt', 'the state key', "with dev's context", context('dev')],
  ['stranger', 's3:GetObject', "prod's state", '', { ...here, 'aws:PrincipalAccount': '999988887777' }],
];

const decideRow = ([caller, action, name, , conditions]: Row): Promise<string> =>
  decide({ ...callers[caller], ...targets[name], action, context: conditions });

/** What CI's roles may do, decided by a simulator of IAM over all their policies together. */
describe('CI, decided by all policies of a role,', () => {
  it.each(allowed)('allows %s %s on %s %s', async (...row) => {
    expect(await decideRow(row)).toBe('Allowed');
  });

  it.each(denied)('denies %s %s on %s %s', async (...row) => {
    expect(await decideRow(row)).toMatch(/^(?:Implicitly|Explicitly)Denied$/);
  });
});
