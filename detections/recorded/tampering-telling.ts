import type { Recording } from '../detection.ts';
import { recordingOf, type Call } from './tampering-calls.ts';

const region = 'us-east-1:111122223333';
const topicArn = `arn:aws:sns:${region}:keywatch-example-alarms`;
const subscriptionArn = `${topicArn}:12345678-0000-4000-8000-123456789012`;
const otherTopicArn = `arn:aws:sns:${region}:somebody-elses`;

const ofTopic = recordingOf(
  { kind: 'topic', arn: topicArn },
  {
    eventSource: 'sns.amazonaws.com',
    ours: [
      ['DeleteTopic', { topicArn }],
      ['SetTopicAttributes', { topicArn, attributeName: 'Policy', attributeValue: '{}' }],
      ['RemovePermission', { topicArn, label: 'alarms' }],
      ['PutDataProtectionPolicy', { resourceArn: topicArn, dataProtectionPolicy: '{}' }],
      ['Unsubscribe', { subscriptionArn }],
      [
        'SetSubscriptionAttributes',
        { subscriptionArn, attributeName: 'FilterPolicy', attributeValue: '{"never":["x"]}' },
      ],
    ],
    others: [
      ['DeleteTopic', { topicArn: otherTopicArn }],
      ['PutDataProtectionPolicy', { resourceArn: otherTopicArn, dataProtectionPolicy: '{}' }],
      ['Unsubscribe', { subscriptionArn: `${otherTopicArn}:12345678-0000-4000-8000-123456789012` }],
    ],
    harmless: 'Subscribe',
    arn: topicArn,
    otherArn: otherTopicArn,
    namedBy:
      '$.requestParameters.topicArn or $.requestParameters.resourceArn or $.requestParameters.subscriptionArn or $.errorMessage',
  },
);

const functionName = 'keywatch-example-evidence';
const functionArn = `arn:aws:lambda:${region}:function:${functionName}`;
const otherFunctionArn = `arn:aws:lambda:${region}:function:somebody-elses`;
const uuid = '7b1e9c7e-0000-4000-8000-3f2b1a0c9d8e';
const queueArn = `arn:aws:sqs:${region}:keywatch-example-records`;
const otherQueueArn = `arn:aws:sqs:${region}:somebody-elses`;
const otherUuid = '12345678-0000-4000-8000-123456789012';

/** The answers are those of AWS's samples. @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html */
const ofFunction = recordingOf(
  { kind: 'function', name: functionName, queueArn },
  {
    eventSource: 'lambda.amazonaws.com',
    ours: [
      ['DeleteFunction20150331', { functionName }],
      ['UpdateFunctionCode20150331v2', { functionName: functionArn, publish: false, dryRun: false }],
      ['UpdateFunctionConfiguration20150331v2', { functionName: `111122223333:function:${functionName}` }],
      ['UpdateFunctionConfiguration20150331v2', { functionName: `${functionArn}:$LATEST`, timeout: 1 }],
      ['UpdateFunctionConfiguration20150331v2', { functionName: `${functionName}:$LATEST`, timeout: 1 }],
      ['DeleteFunction20150331', { functionName: `function:${functionName}` }],
      ['DeleteFunction20150331', { functionName: `111122223333:${functionName}` }],
      ['DeleteFunction20150331', { functionName: `111122223333:${functionName}:$LATEST` }],
      ['PutFunctionConcurrency20171031', { functionName, reservedConcurrentExecutions: 0 }],
      ['RemovePermission20150331v2', { functionName, statementId: 'events' }],
      ['UpdateEventSourceMapping20150331', { uUID: uuid, enabled: false }, { uUID: uuid, functionArn }],
      ['DeleteEventSourceMapping20150331', { uUID: uuid }, { functionArn: `${functionArn}:live` }],
      [
        'UpdateEventSourceMapping20150331',
        { uUID: uuid, functionName: otherFunctionArn },
        { functionArn: otherFunctionArn, eventSourceArn: queueArn },
      ],
      [
        'CreateEventSourceMapping20150331',
        { functionName: otherFunctionArn, eventSourceArn: queueArn },
        { uUID: otherUuid, functionArn: otherFunctionArn, eventSourceArn: queueArn },
      ],
    ],
    others: [
      ['DeleteFunction20150331', { functionName: 'somebody-elses' }],
      ['UpdateFunctionCode20150331v2', { functionName: otherFunctionArn }],
      ['PutFunctionConcurrency20171031', { functionName: `${functionName}-of-somebody-else` }],
      [
        'UpdateEventSourceMapping20150331',
        { uUID: otherUuid },
        { functionArn: otherFunctionArn, eventSourceArn: otherQueueArn },
      ],
    ],
    harmless: 'AddPermission20150331v2',
    arn: functionArn,
    otherArn: otherFunctionArn,
    namedBy:
      '$.requestParameters.functionName or $.responseElements.functionArn or $.responseElements.eventSourceArn or $.errorMessage',
  },
);

const rule = 'keywatch-example-kms-wrong-key';

const ofRules = recordingOf(
  { kind: 'rules', name: 'keywatch-example-*' },
  {
    eventSource: 'events.amazonaws.com',
    ours: [
      ['DisableRule', { name: rule }],
      ['DeleteRule', { name: rule, force: false }],
      ['PutRule', { name: rule, state: 'DISABLED' }],
      ['RemoveTargets', { rule, ids: ['1'], force: false }],
      ['PutTargets', { rule, targets: [{ id: '1', arn: `arn:aws:sqs:${region}:nobody-reads` }] }],
    ],
    others: [
      ['DisableRule', { name: 'somebody-elses' }],
      ['RemoveTargets', { rule: 'somebody-elses', ids: ['1'] }],
    ],
    harmless: 'EnableRule',
    arn: `arn:aws:events:${region}:rule/${rule}`,
    otherArn: `arn:aws:events:${region}:rule/somebody-elses`,
    namedBy: '$.requestParameters.name or $.requestParameters.rule or $.errorMessage',
  },
);

const queueName = 'keywatch-example-records';
const onQueue = (eventName: string, address: string, more: object = {}): Call => [
  eventName,
  { queueUrl: address, ...more },
];

const ofQueue = recordingOf(
  { kind: 'queue', name: queueName, arn: queueArn },
  {
    eventSource: 'sqs.amazonaws.com',
    ours: [
      onQueue('DeleteQueue', `https://sqs.us-east-1.amazonaws.com/111122223333/${queueName}`),
      onQueue('PurgeQueue', queueName),
      onQueue('PurgeQueue', `https://queue.amazonaws.com/111122223333/${queueName}`),
      onQueue('SetQueueAttributes', `https://sqs.us-east-1.amazonaws.com/111122223333/${queueName}`, {
        attributes: { Policy: '' },
      }),
      onQueue('RemovePermission', `https://sqs.us-east-1.amazonaws.com/111122223333/${queueName}`),
      ['StartMessageMoveTask', { sourceArn: queueArn, destinationArn: otherQueueArn }],
    ],
    others: [
      onQueue('PurgeQueue', 'https://sqs.us-east-1.amazonaws.com/111122223333/somebody-elses'),
      onQueue('PurgeQueue', `https://sqs.us-east-1.amazonaws.com/111122223333/not-${queueName}`),
      onQueue('DeleteQueue', `https://sqs.us-east-1.amazonaws.com/111122223333/${queueName}-not`),
      ['StartMessageMoveTask', { sourceArn: otherQueueArn }],
    ],
    harmless: 'TagQueue',
    arn: queueArn,
    otherArn: otherQueueArn,
    namedBy: '$.requestParameters.queueUrl or $.requestParameters.sourceArn or $.errorMessage',
  },
);

const tableName = 'keywatch-example-incidents';
const tableArn = `arn:aws:dynamodb:${region}:table/${tableName}`;
const otherTableArn = `arn:aws:dynamodb:${region}:table/somebody-elses`;

const ofTable = recordingOf(
  { kind: 'table', name: tableName, arn: tableArn },
  {
    eventSource: 'dynamodb.amazonaws.com',
    ours: [
      ['DeleteTable', { tableName }],
      ['UpdateTable', { tableName: tableArn, billingMode: 'PROVISIONED' }],
      ['PutResourcePolicy', { resourceArn: tableArn, policy: '{}' }],
    ],
    others: [
      ['DeleteTable', { tableName: 'somebody-elses' }],
      ['UpdateTable', { tableName: otherTableArn }],
      ['PutResourcePolicy', { resourceArn: otherTableArn, policy: '{}' }],
    ],
    harmless: 'UpdateTimeToLive',
    arn: tableArn,
    otherArn: otherTableArn,
    namedBy: '$.requestParameters.tableName or $.requestParameters.resourceArn or $.errorMessage',
  },
);

const secretName = 'keywatch/example/slack';
const secretArn = (name: string): string => `arn:aws:secretsmanager:${region}:secret:${name}-a1B2c3`;

/** The message of a denied call has what the caller named the secret by. */
const ofSecret = recordingOf(
  { kind: 'secret', name: secretName },
  {
    eventSource: 'secretsmanager.amazonaws.com',
    ours: [
      ['PutSecretValue', { secretId: secretArn(secretName), clientRequestToken: otherUuid }],
      ['PutSecretValue', { secretId: secretName, clientRequestToken: otherUuid }],
      ['UpdateSecret', { secretId: secretName }],
      ['UpdateSecretVersionStage', { secretId: secretArn(secretName), versionStage: 'AWSCURRENT' }],
      ['DeleteSecret', { secretId: secretName, recoveryWindowInDays: 7 }],
      ['RotateSecret', { secretId: secretArn(secretName), rotationLambdaARN: otherFunctionArn }],
    ],
    others: [
      ['PutSecretValue', { secretId: secretArn('somebody-elses') }],
      ['PutSecretValue', { secretId: `${secretName}-of-somebody-else` }],
    ],
    harmless: 'GetSecretValue',
    arn: secretArn(secretName),
    otherNames: [secretName],
    otherArn: secretArn('somebody-elses'),
    namedBy: '$.requestParameters.secretId or $.errorMessage',
  },
);

/** One for each kind of what tells. */
export const tellingRecordings: readonly Recording<'monitoring'>[] = [
  ofTopic,
  ofFunction,
  ofRules,
  ofQueue,
  ofTable,
  ofSecret,
];
