import { describe, expect, it } from 'vitest';
import { jsonError, xmlError, type Answers } from '../support/aws/recorded-answers.ts';
import {
  confirmedArn,
  healthyStack,
  keyArn,
  keyMetadata,
  keyPolicy,
  keyStatement,
  subscriptionList,
  topicAttributes,
  topicStatement,
} from '../fixtures/doctor/healthy-stack.ts';
import { examineRecorded, type RecordedFault } from '../support/doctor/examine-recorded.ts';
import { tellFaults } from '../support/doctor/tell-faults.ts';

const topicArn = healthyStack.alarmTopicArn;
const topic = (attributes: Parameters<typeof topicAttributes>[0]): Answers => ({
  'sns:GetTopicAttributes': { body: topicAttributes(attributes) },
});
const subscribed = (...arns: readonly string[]): Answers => ({
  'sns:ListSubscriptionsByTopic': { body: subscriptionList(...arns) },
});
const key = (changes: object): Answers => ({
  'kms:DescribeKey': { body: { KeyMetadata: { ...keyMetadata, ...changes } } },
});
const policy = (...statements: readonly object[]): Answers => ({
  'kms:GetKeyPolicy': { body: keyPolicy(...statements) },
});

const awsManaged = (keyId: string): string =>
  `The topic ${topicArn} is encrypted with ${keyId}, an AWS-managed key that CloudWatch may not use: alarms fire and nobody is told ("CloudWatch Alarms does not have authorization to access the SNS topic encryption key")`;
const keyRefuses = (actions: string): string =>
  `The policy of the key ${keyArn} does not let cloudwatch.amazonaws.com call ${actions}: alarms fire and nobody is told ("CloudWatch Alarms does not have authorization to access the SNS topic encryption key")`;
const topicRefuses = (alarms: string): string =>
  `The policy of ${topicArn} does not let cloudwatch.amazonaws.com publish for ${alarms}: those alarms tell nobody`;

const awsAlias = 'arn:aws:kms:us-east-1:111122223333:alias/aws/sns';
const denyAll = { Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: topicArn };
const notFound = xmlError(404, 'NotFound', 'Topic does not exist');

const faults: readonly RecordedFault[] = [
  {
    what: 'a subscription waits for its confirmation',
    answers: subscribed('PendingConfirmation'),
    check: 'subscriptions',
    severity: 'fault',
    says: 'The subscription of you0@example.com (email) is not confirmed: it is told nothing',
    cure: 'follow the link in the mail',
  },
  {
    what: 'one of two subscriptions waits for its confirmation',
    answers: subscribed(confirmedArn, 'PendingConfirmation'),
    check: 'subscriptions',
    severity: 'fault',
    says: 'The subscription of you1@example.com (email) is not confirmed: it is told nothing',
    cure: 'follow the link in the mail',
  },
  ...[[], ['Deleted']].map((arns): RecordedFault => ({
    what: `nobody is subscribed ${arns.length === 0 ? '' : 'any more'}`,
    answers: subscribed(...arns),
    check: 'subscriptions',
    severity: 'fault',
    says: `Nobody is subscribed to ${topicArn}: alarms tell nobody`,
    cure: 'npx pulumi config set alertEmail ADDRESS',
  })),
  {
    what: 'the topic was deleted',
    answers: { 'sns:ListSubscriptionsByTopic': notFound, 'sns:GetTopicAttributes': notFound },
    check: 'subscriptions',
    severity: 'fault',
    says: `The topic ${topicArn} does not exist`,
    cure: 'npx pulumi up --refresh',
  },
  ...['alias/aws/sns', awsAlias].map((alias): RecordedFault => ({
    what: `the topic is encrypted with ${alias}`,
    answers: topic({ key: alias }),
    check: 'topic-key',
    severity: 'fault',
    says: awsManaged(alias),
    cure: 'a key of your own whose policy admits cloudwatch.amazonaws.com',
  })),
  {
    what: 'the key of the topic turns out to be managed by AWS',
    answers: key({ KeyManager: 'AWS' }),
    check: 'topic-key',
    severity: 'fault',
    says: awsManaged(keyArn),
    cure: 'a key of your own',
  },
  {
    what: 'the topic is not encrypted',
    answers: topic({ key: '' }),
    check: 'topic-key',
    severity: 'warning',
    says: `The topic ${topicArn} is not encrypted with a KMS key`,
    cure: 'npx pulumi up --refresh',
  },
  {
    what: "the topic's key is disabled",
    answers: key({ Enabled: false, KeyState: 'Disabled' }),
    check: 'topic-key',
    severity: 'fault',
    says: `The key ${keyArn} of the alarm topic is Disabled: nothing can be published`,
    cure: `aws kms enable-key --key-id ${keyArn}`,
  },
  {
    what: "the topic's key waits for its deletion",
    answers: key({ Enabled: false, KeyState: 'PendingDeletion' }),
    check: 'topic-key',
    severity: 'fault',
    says: `The key ${keyArn} of the alarm topic is PendingDeletion: nothing can be published`,
    cure: `aws kms cancel-key-deletion --key-id ${keyArn}`,
  },
  {
    what: "the topic's key is gone",
    answers: { 'kms:DescribeKey': jsonError('NotFoundException', `Key '${keyArn}' does not exist`) },
    check: 'topic-key',
    severity: 'fault',
    says: `The key ${keyArn} of the alarm topic does not exist: nothing can be published`,
    cure: 'npx pulumi up --refresh',
  },
  ...(
    [
      ['does not name CloudWatch', [], 'kms:GenerateDataKey and kms:Decrypt'],
      [
        'names another service',
        [{ ...keyStatement, Principal: { Service: 'events.amazonaws.com' } }],
        'kms:GenerateDataKey and kms:Decrypt',
      ],
      ['lets CloudWatch decrypt only', [{ ...keyStatement, Action: 'kms:Decrypt' }], 'kms:GenerateDataKey'],
      [
        'lets CloudWatch generate data keys only',
        [{ ...keyStatement, Action: 'kms:GenerateDataKey*' }],
        'kms:Decrypt',
      ],
      [
        'names another account',
        [{ ...keyStatement, Condition: { StringEquals: { 'aws:SourceAccount': '444455556666' } } }],
        'kms:GenerateDataKey and kms:Decrypt',
      ],
    ] as const
  ).map(([what, statements, actions]): RecordedFault => ({
    what: `the policy of the topic's key ${what}`,
    answers: policy(...statements),
    check: 'topic-key',
    severity: 'fault',
    says: keyRefuses(actions),
    cure: 'npx pulumi up --refresh',
  })),
  {
    what: "the policy of the topic's key leaves an alarm out",
    answers: policy({
      ...keyStatement,
      Condition: {
        ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:keywatch-dev-*' },
      },
    }),
    check: 'topic-key',
    severity: 'fault',
    says: keyRefuses('kms:GenerateDataKey and kms:Decrypt for LabAlarm'),
    cure: 'npx pulumi up --refresh',
  },
  ...(
    [
      [
        'does not name CloudWatch',
        [{ ...topicStatement, Principal: { Service: 's3.amazonaws.com' } }],
        'any alarm',
      ],
      ['denies everybody', [topicStatement, denyAll], 'any alarm'],
      [
        'leaves an alarm out',
        [
          {
            ...topicStatement,
            Condition: {
              ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:keywatch-dev-*' },
            },
          },
        ],
        'LabAlarm',
      ],
    ] as const
  ).map(([what, statements, alarms]): RecordedFault => ({
    what: `the topic's policy ${what}`,
    answers: topic({ statements }),
    check: 'topic-policy',
    severity: 'fault',
    says: topicRefuses(alarms),
    cure: 'npx pulumi up --refresh',
  })),
  {
    what: "it can't read the topic's policy",
    answers: topic({ statements: [{ Effect: 'Perhaps' }] }),
    check: 'topic-policy',
    severity: 'unchecked',
    says: `The policy of ${topicArn} can't be evaluated`,
    cure: 'sns:Publish',
  },
];

tellFaults(faults);

describe('the doctor finds nothing wrong where', () => {
  const anyoneOfTheAccount = {
    ...topicStatement,
    Principal: { AWS: '*' },
    Condition: { StringEquals: { 'AWS:SourceOwner': '111122223333' } },
  };
  const onlyOverTls = { ...denyAll, Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  it.each([
    [
      'the topic has the policy SNS gives to new ones',
      'topic-policy',
      topic({ statements: [anyoneOfTheAccount] }),
    ],
    [
      'the policy denies what is not sent over TLS',
      'topic-policy',
      topic({ statements: [topicStatement, onlyOverTls] }),
    ],
    ['the topic names its key by an alias', 'topic-key', topic({ key: 'alias/keywatch-dev-notifications' })],
  ])('%s', async (_what, check, answers) => {
    const found = await examineRecorded({ answers });

    expect(found[check]?.map(({ severity }) => severity)).toEqual(['ok']);
  });
});
