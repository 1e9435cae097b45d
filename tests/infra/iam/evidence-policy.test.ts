import { describe, expect, it } from 'vitest';
import { queuePolicy } from '../../../infra/iam/queue-policy.ts';
import { evidencePolicy, evidenceTrustPolicy } from '../../../infra/iam/evidence-policy.ts';
import { topicKeyPolicy } from '../../../infra/iam/topic-key-policy.ts';
import { decide } from '../../support/decide.ts';

const account = { partition: 'aws', accountId: '111122223333', region: 'us-east-1' };
const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:us-east-1:111122223333:${resource}`;
const trail = arn('logs', 'log-group:/keywatch/dev/trail');
const service = arn('logs', 'log-group:/keywatch/dev/service');
const topic = { arn: arn('sns', 'alarms'), kmsKeyArn: arn('kms', 'key/topic') };
const webhookSecret = arn('secretsmanager', 'secret:keywatch-dev-webhook-abcdef');
const policy = evidencePolicy({
  region: account.region,
  searchedLogGroupArns: [trail, service],
  logGroupArn: arn('logs', 'log-group:/keywatch/dev/evidence'),
  tableArn: arn('dynamodb', 'table/keywatch-dev-incidents'),
  deadLetterQueueArn: arn('sqs', 'keywatch-dev-undelivered'),
  topic,
  secretArns: [webhookSecret],
});

describe('the role of the function that explains alarms', () => {
  it('reads two logs, remembers incidents and tells people, and nothing else', () => {
    expect(policy).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'SearchLogs',
          Effect: 'Allow',
          Action: 'logs:FilterLogEvents',
          Resource: [trail, `${trail}:*`, service, `${service}:*`],
        },
        {
          Sid: 'WriteOwnLog',
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: arn('logs', 'log-group:/keywatch/dev/evidence:log-stream:*'),
        },
        {
          Sid: 'RememberIncidents',
          Effect: 'Allow',
          Action: 'dynamodb:UpdateItem',
          Resource: arn('dynamodb', 'table/keywatch-dev-incidents'),
        },
        {
          Sid: 'KeepFailedEvents',
          Effect: 'Allow',
          Action: 'sqs:SendMessage',
          Resource: arn('sqs', 'keywatch-dev-undelivered'),
        },
        { Sid: 'TellTopic', Effect: 'Allow', Action: 'sns:Publish', Resource: topic.arn },
        {
          Sid: 'EncryptForTopic',
          Effect: 'Allow',
          Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
          Resource: topic.kmsKeyArn,
          Condition: { StringEquals: { 'kms:ViaService': 'sns.us-east-1.amazonaws.com' } },
        },
        {
          Sid: 'ReadChannelSecrets',
          Effect: 'Allow',
          Action: 'secretsmanager:GetSecretValue',
          Resource: [webhookSecret],
        },
      ],
    });
  });

  it('has neither topic nor secrets where no channel needs them', () => {
    const { Statement } = evidencePolicy({
      region: account.region,
      searchedLogGroupArns: [trail],
      logGroupArn: trail,
      tableArn: trail,
      deadLetterQueueArn: trail,
      topic: undefined,
      secretArns: [],
    });
    expect(Statement.map(({ Sid }) => Sid)).toEqual([
      'SearchLogs',
      'WriteOwnLog',
      'RememberIncidents',
      'KeepFailedEvents',
    ]);
  });

  it('is taken by functions of the account alone', () => {
    expect(evidenceTrustPolicy(account).Statement).toEqual([
      {
        Sid: 'AssumedByFunction',
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
      },
    ]);
  });

  const caller = 'arn:aws:sts::111122223333:assumed-role/keywatch-dev-evidence/keywatch-dev-evidence';
  const keyPolicy = topicKeyPolicy({
    ...account,
    administratorArns: [],
    databaseEvents: false,
    publisherRoleArns: ['arn:aws:iam::111122223333:role/keywatch-dev-evidence'],
  });
  const viaSns = {
    'kms:ViaService': 'sns.us-east-1.amazonaws.com',
    'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/keywatch-dev-evidence',
  };
  it.each([
    ['logs:FilterLogEvents', `${trail}:log-stream:x`, {}, 'Allowed'],
    ['logs:FilterLogEvents', `${service}:log-stream:x`, {}, 'Allowed'],
    ['logs:FilterLogEvents', arn('logs', 'log-group:/other:log-stream:x'), {}, 'ImplicitlyDenied'],
    ['logs:DeleteLogGroup', trail, {}, 'ImplicitlyDenied'],
    ['logs:PutLogEvents', `${trail}:log-stream:x`, {}, 'ImplicitlyDenied'],
    ['sns:Publish', topic.arn, {}, 'Allowed'],
    ['sns:Publish', arn('sns', 'other'), {}, 'ImplicitlyDenied'],
    ['sns:SetTopicAttributes', topic.arn, {}, 'ImplicitlyDenied'],
    ['kms:GenerateDataKey', topic.kmsKeyArn, viaSns, 'Allowed'],
    ['kms:GenerateDataKey', topic.kmsKeyArn, {}, 'ImplicitlyDenied'],
    ['kms:Decrypt', arn('kms', 'key/application'), viaSns, 'ImplicitlyDenied'],
    ['secretsmanager:GetSecretValue', webhookSecret, {}, 'Allowed'],
    [
      'secretsmanager:GetSecretValue',
      arn('secretsmanager', 'secret:rds!db-1-abcdef'),
      {},
      'ImplicitlyDenied',
    ],
    ['dynamodb:UpdateItem', arn('dynamodb', 'table/keywatch-dev-incidents'), {}, 'Allowed'],
    ['dynamodb:DeleteTable', arn('dynamodb', 'table/keywatch-dev-incidents'), {}, 'ImplicitlyDenied'],
    ['sqs:SendMessage', arn('sqs', 'keywatch-dev-undelivered'), {}, 'Allowed'],
    ['sqs:DeleteMessage', arn('sqs', 'keywatch-dev-undelivered'), {}, 'ImplicitlyDenied'],
  ])('%s on %s with %j: %s', async (action, resource, context, expected) => {
    const resourcePolicy = resource === topic.kmsKeyArn ? keyPolicy : undefined;
    expect(
      await decide({ principal: caller, action, resource, context, identityPolicy: policy, resourcePolicy }),
    ).toBe(expected);
  });
});

describe('the queue of what nobody was told', () => {
  const queueArn = arn('sqs', 'keywatch-dev-undelivered');
  const ruleArn = arn('events', 'rule/keywatch-dev-evidence');
  const resourcePolicy = queuePolicy({ queueArn, accountId: '111122223333', ruleArns: [ruleArn] });

  it("takes what the stack's own rules of EventBridge send, over TLS", () => {
    expect(resourcePolicy).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'SentByRules',
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: queueArn,
          Condition: {
            StringEquals: { 'aws:SourceAccount': '111122223333' },
            ArnEquals: { 'aws:SourceArn': [ruleArn] },
          },
        },
        {
          Sid: 'OnlyOverTls',
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:*',
          Resource: queueArn,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    });
  });

  const ofRule = { 'aws:SourceAccount': '111122223333', 'aws:SourceArn': ruleArn };
  it.each([
    ['events.amazonaws.com', { ...ofRule, 'aws:SecureTransport': 'true' }, 'Allowed'],
    ['events.amazonaws.com', { ...ofRule, 'aws:SecureTransport': 'false' }, 'ExplicitlyDenied'],
    [
      'events.amazonaws.com',
      { ...ofRule, 'aws:SourceArn': arn('events', 'rule/other'), 'aws:SecureTransport': 'true' },
      'ImplicitlyDenied',
    ],
    ['sns.amazonaws.com', { ...ofRule, 'aws:SecureTransport': 'true' }, 'ImplicitlyDenied'],
  ])('%s with %j: %s', async (principal, context, expected) => {
    expect(
      await decide({ principal, action: 'sqs:SendMessage', resource: queueArn, context, resourcePolicy }),
    ).toBe(expected);
  });
});
