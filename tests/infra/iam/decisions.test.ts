import { beforeAll, describe, expect, it } from 'vitest';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';
import { decide, type Request } from '../../support/decide.ts';

/** What the declared policies allow, decided by a simulator of IAM: who may do what, to what, under which conditions. */
let dev: DeclaredStack;
beforeAll(async () => {
  dev = await declaredStack('dev');
});

const region = 'ap-southeast-2';
const account = '111122223333';
const everything = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};
const trailArn = `arn:aws:cloudtrail:${region}:${account}:trail/keywatch-dev-trail`;
const alarmArn = `arn:aws:cloudwatch:${region}:${account}:alarm:keywatch-dev-kms-wrong-key`;
const logGroupArn = (name: string): string => `arn:aws:logs:${region}:${account}:log-group:${name}`;
const bucketArn = `arn:aws:s3:::keywatch-dev-${account}-${region}-trail`;

const policy = (type: string, name: string): unknown =>
  JSON.parse(String(dev.resource(type, name).inputs['policy']));
const rolePolicy = (name: string) => () =>
  policy('aws:iam/rolePolicy:RolePolicy', `application-${name}-policy`);

type Caller = Pick<Request, 'principal'> & { readonly own?: () => unknown };
const callers = {
  task: { principal: `arn:aws:sts::${account}:assumed-role/keywatch-dev-task/0123`, own: rolePolicy('task') },
  execution: {
    principal: `arn:aws:sts::${account}:assumed-role/keywatch-dev-execution/0123`,
    own: rolePolicy('execution'),
  },
  administrator: { principal: `arn:aws:iam::${account}:role/administrator`, own: () => everything },
  'powerless role': { principal: `arn:aws:iam::${account}:role/powerless` },
  stranger: { principal: 'arn:aws:iam::999988887777:role/administrator', own: () => everything },
  CloudTrail: { principal: 'cloudtrail.amazonaws.com' },
  CloudWatch: { principal: 'cloudwatch.amazonaws.com' },
  'CloudWatch Logs': { principal: `logs.${region}.amazonaws.com` },
} satisfies Record<string, Caller>;

type Target = () => Pick<Request, 'resource' | 'resourcePolicy'>;
const key =
  (word: string): Target =>
  () => ({
    resource: String(dev.resource('aws:kms/key:Key', `keys-${word}-key`).outputs['arn']),
    resourcePolicy: policy('aws:kms/key:Key', `keys-${word}-key`),
  });
const plain =
  (resource: string): Target =>
  () => ({ resource });
const inBucket =
  (path: string): Target =>
  () => ({
    resource: `${bucketArn}${path}`,
    resourcePolicy: policy('aws:s3/bucketPolicy:BucketPolicy', 'trail-files-policy'),
  });
const targets = {
  'the application key': key('application'),
  'the storage key': key('storage'),
  'the audit key': key('audit'),
  'the topic key': key('notifications'),
  'the database secret': () => {
    const [secret] = dev.resource('aws:rds/instance:Instance', 'database-instance').outputs[
      'masterUserSecrets'
    ] as [{ secretArn: string }];
    return { resource: secret.secretArn };
  },
  'another secret': plain(`arn:aws:secretsmanager:${region}:${account}:secret:other-abcdef`),
  'the topic': () => ({
    resource: String(dev.outputs['alarmTopicArn']),
    resourcePolicy: policy('aws:sns/topicPolicy:TopicPolicy', 'notifications-topic-policy'),
  }),
  "the account's prefix in the bucket": inBucket(`/AWSLogs/${account}/CloudTrail/x.json.gz`),
  "another account's prefix in the bucket": inBucket('/AWSLogs/999988887777/CloudTrail/x.json.gz'),
  'the bucket': inBucket(''),
  'the repository': plain(`arn:aws:ecr:${region}:${account}:repository/keywatch-dev-service`),
  'another repository': plain(`arn:aws:ecr:${region}:${account}:repository/other`),
  "the service's log": plain(`${logGroupArn('/keywatch/dev/service')}:log-stream:service/1`),
  "the trail's log": plain(`${logGroupArn('/keywatch/dev/trail')}:log-stream:x`),
} satisfies Record<string, Target>;

const ourContext = { 'kms:EncryptionContextKeys': ['keywatch'] };
const tls = { 'aws:SecureTransport': 'true' };
const ofTrail = { 'aws:SourceArn': trailArn, ...tls };
const deliveryByTrail = { ...ofTrail, 's3:x-amz-acl': 'bucket-owner-full-control' };
const trailContext = { 'kms:EncryptionContext:aws:cloudtrail:arn': trailArn };
const otherTrail = `arn:aws:cloudtrail:${region}:${account}:trail/other`;
const ofAlarm = { 'aws:SourceAccount': account, 'aws:SourceArn': alarmArn, ...tls };
const viaRds = { 'kms:ViaService': `rds.${region}.amazonaws.com` };
const logContext = (name: string) => ({ 'kms:EncryptionContext:aws:logs:arn': logGroupArn(name) });

type Row = readonly [
  caller: keyof typeof callers,
  action: string,
  target: keyof typeof targets,
  when: string,
  context: Request['context'],
];

const allowed: readonly Row[] = [
  ['task', 'kms:Decrypt', 'the application key', 'with our context key', ourContext],
  ['task', 'kms:GenerateDataKey', 'the application key', 'with our context key', ourContext],
  ['task', 'secretsmanager:GetSecretValue', 'the database secret', '', {}],
  ['execution', 'ecr:BatchGetImage', 'the repository', '', {}],
  ['execution', 'logs:PutLogEvents', "the service's log", '', {}],
  ['administrator', 'kms:PutKeyPolicy', 'the application key', '', {}],
  ['administrator', 'kms:PutKeyPolicy', 'the audit key', '', {}],
  ['administrator', 'kms:ScheduleKeyDeletion', 'the storage key', '', {}],
  ['administrator', 'kms:EnableKeyRotation', 'the topic key', '', {}],
  ['administrator', 'kms:Decrypt', 'the audit key', 'to read a file of the trail', trailContext],
  [
    'administrator',
    'kms:CreateGrant',
    'the storage key',
    'through RDS',
    { ...viaRds, 'kms:GrantIsForAWSResource': 'true' },
  ],
  ['administrator', 'kms:GenerateDataKey', 'the storage key', 'through RDS', viaRds],
  ['CloudTrail', 'kms:GenerateDataKey', 'the audit key', 'for the trail', { ...ofTrail, ...trailContext }],
  ['CloudTrail', 'kms:DescribeKey', 'the audit key', 'for the trail', ofTrail],
  ['CloudTrail', 's3:PutObject', "the account's prefix in the bucket", 'for the trail', deliveryByTrail],
  ['CloudTrail', 's3:GetBucketAcl', 'the bucket', 'for the trail', ofTrail],
  ['CloudWatch', 'sns:Publish', 'the topic', 'for an alarm of the stack', ofAlarm],
  ['CloudWatch', 'kms:GenerateDataKey', 'the topic key', 'for the account', { 'aws:SourceAccount': account }],
  ['CloudWatch', 'kms:Decrypt', 'the topic key', 'for the account', { 'aws:SourceAccount': account }],
  [
    'CloudWatch Logs',
    'kms:Encrypt',
    'the audit key',
    'for the log group of the trail',
    logContext('/keywatch/dev/trail'),
  ],
  [
    'CloudWatch Logs',
    'kms:Decrypt',
    'the audit key',
    'for the log group of the service',
    logContext('/keywatch/dev/service'),
  ],
];

const denied: readonly Row[] = [
  ['task', 'kms:Decrypt', 'the application key', 'without encryption context', {}],
  [
    'task',
    'kms:Decrypt',
    'the application key',
    'with another context key',
    { 'kms:EncryptionContextKeys': ['tenant'] },
  ],
  [
    'task',
    'kms:Decrypt',
    'the application key',
    'with a second context key',
    { 'kms:EncryptionContextKeys': ['keywatch', 'tenant'] },
  ],
  ['task', 'kms:GenerateDataKey', 'the application key', 'without encryption context', {}],
  ['task', 'kms:Encrypt', 'the application key', 'with our context key', ourContext],
  ['task', 'kms:ReEncryptFrom', 'the application key', 'with our context key', ourContext],
  ['task', 'kms:CreateGrant', 'the application key', 'with our context key', ourContext],
  ['task', 'kms:ScheduleKeyDeletion', 'the application key', '', {}],
  ['task', 'kms:PutKeyPolicy', 'the application key', '', {}],
  ['task', 'kms:Decrypt', 'the storage key', 'with our context key', ourContext],
  ['task', 'kms:Decrypt', 'the audit key', 'with the context of the trail', trailContext],
  ['task', 'secretsmanager:GetSecretValue', 'another secret', '', {}],
  ['task', 'secretsmanager:PutSecretValue', 'the database secret', '', {}],
  ['task', 'logs:PutLogEvents', "the trail's log", '', {}],
  ['execution', 'kms:Decrypt', 'the application key', 'with our context key', ourContext],
  ['execution', 'secretsmanager:GetSecretValue', 'the database secret', '', {}],
  ['execution', 'ecr:BatchGetImage', 'another repository', '', {}],
  ['execution', 'ecr:PutImage', 'the repository', '', {}],
  ['execution', 'logs:PutLogEvents', "the trail's log", '', {}],
  ['administrator', 'kms:Decrypt', 'the application key', 'with our context key', ourContext],
  ['administrator', 'kms:GenerateDataKey', 'the application key', 'with our context key', ourContext],
  ['administrator', 'kms:CreateGrant', 'the application key', '', {}],
  ['administrator', 'kms:Decrypt', 'the storage key', 'without a service between', {}],
  [
    'administrator',
    'kms:CreateGrant',
    'the storage key',
    'through RDS for himself',
    { ...viaRds, 'kms:GrantIsForAWSResource': 'false' },
  ],
  ['administrator', 'kms:Decrypt', 'the topic key', '', {}],
  ['powerless role', 'kms:PutKeyPolicy', 'the application key', '', {}],
  ['powerless role', 'kms:Decrypt', 'the audit key', 'to read a file of the trail', trailContext],
  ['powerless role', 'sns:Publish', 'the topic', '', tls],
  ['stranger', 'kms:Decrypt', 'the application key', 'with our context key', ourContext],
  ['stranger', 'kms:PutKeyPolicy', 'the application key', '', {}],
  ['stranger', 'kms:Decrypt', 'the audit key', 'to read a file of the trail', trailContext],
  ['stranger', 's3:GetObject', "the account's prefix in the bucket", '', tls],
  ['stranger', 'sns:Publish', 'the topic', '', tls],
  [
    'CloudTrail',
    'kms:GenerateDataKey',
    'the audit key',
    'for another trail',
    { 'aws:SourceArn': otherTrail, ...trailContext },
  ],
  ['CloudTrail', 'kms:Decrypt', 'the audit key', 'for the trail', { ...ofTrail, ...trailContext }],
  ['CloudTrail', 's3:PutObject', "another account's prefix in the bucket", 'for the trail', deliveryByTrail],
  [
    'CloudTrail',
    's3:PutObject',
    "the account's prefix in the bucket",
    'for another trail',
    { ...deliveryByTrail, 'aws:SourceArn': otherTrail },
  ],
  [
    'CloudTrail',
    's3:PutObject',
    "the account's prefix in the bucket",
    'without TLS',
    { ...deliveryByTrail, 'aws:SecureTransport': 'false' },
  ],
  ['CloudTrail', 's3:GetObject', "the account's prefix in the bucket", 'for the trail', ofTrail],
  [
    'CloudWatch',
    'sns:Publish',
    'the topic',
    'for an alarm of another stack',
    { ...ofAlarm, 'aws:SourceArn': `${alarmArn}-other` },
  ],
  [
    'CloudWatch',
    'sns:Publish',
    'the topic',
    'for another account',
    { ...ofAlarm, 'aws:SourceAccount': '999988887777' },
  ],
  ['CloudWatch', 'sns:Publish', 'the topic', 'without TLS', { ...ofAlarm, 'aws:SecureTransport': 'false' }],
  [
    'CloudWatch',
    'kms:GenerateDataKey',
    'the topic key',
    'for another account',
    { 'aws:SourceAccount': '999988887777' },
  ],
  ['CloudWatch', 'kms:Decrypt', 'the application key', 'for the account', { 'aws:SourceAccount': account }],
  [
    'CloudWatch Logs',
    'kms:Decrypt',
    'the audit key',
    'for a log group of another stack',
    logContext('/keywatch/prod/trail'),
  ],
  ['CloudWatch Logs', 'kms:Decrypt', 'the audit key', 'without a log group', {}],
];

function decideRow([caller, action, target, , context]: Row): Promise<string> {
  const { principal, own }: Caller = callers[caller];
  const identityPolicy = own?.();
  return decide({
    principal,
    action,
    context,
    ...targets[target](),
    ...(identityPolicy === undefined ? {} : { identityPolicy }),
  });
}

describe('the declared policies', () => {
  it.each(allowed)('allow %s %s on %s %s', async (...row) => {
    expect(await decideRow(row)).toBe('Allowed');
  });

  it.each(denied)('deny %s %s on %s %s', async (...row) => {
    expect(await decideRow(row)).toMatch(/^(?:Implicitly|Explicitly)Denied$/);
  });
});
