import { is, isOneOf } from './condition.ts';
import { beginningOf, type Calls, type Of } from './monitoring-calls.ts';

/** A subscription may filter out everything, and a topic refuse what holds a certain text. */
export function callsOnTopic({ arn }: Of<'topic'>): Calls {
  return {
    eventSource: 'sns.amazonaws.com',
    eventNames: [
      ...['DeleteTopic', 'PutDataProtectionPolicy', 'RemovePermission', 'SetTopicAttributes'],
      ...['SetSubscriptionAttributes', 'Unsubscribe'],
    ],
    about: [
      is('requestParameters.topicArn', arn),
      is('requestParameters.resourceArn', arn),
      is('requestParameters.subscriptionArn', `${arn}:*`),
      is('errorMessage', `*${arn}*`),
    ],
  };
}

/**
 * Lambda's events carry the date of the API's version and sometimes a further number (`DeleteFunction20150331`,
 * `UpdateFunctionCode20150331v2`), so that names are asked for by their beginning: whatever else is deleted of the
 * function, updated or put to it counts as well. A function may be named by its name, its ARN or a part of that, each
 * with a version. The mapping that reads a queue for it is named by an id of its own; function and queue stand in the
 * answer, and of one that now reads for another function the queue alone is ours. So it is with a second mapping, which
 * takes its share of the messages.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 */
export function callsOnFunction({ name, queueArn }: Of<'function'>): Calls {
  return {
    eventSource: 'lambda.amazonaws.com',
    eventNames: [
      ...['DeleteFunction*', 'UpdateFunction*', 'PutFunction*', 'RemovePermission*'],
      ...['CreateEventSourceMapping*', 'DeleteEventSourceMapping*', 'UpdateEventSourceMapping*'],
    ],
    about: [
      isOneOf('requestParameters.functionName', [name, `${name}:*`, `*:${name}*`]),
      is('responseElements.functionArn', `*:function:${name}*`),
      is('responseElements.eventSourceArn', queueArn),
      is('errorMessage', `*:function:${name}*`),
    ],
  };
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/logging-using-cloudtrail.html */
export function callsOnRules({ name }: Of<'rules'>): Calls {
  return {
    eventSource: 'events.amazonaws.com',
    eventNames: ['DeleteRule', 'DisableRule', 'PutRule', 'PutTargets', 'RemoveTargets'],
    about: [
      is('requestParameters.name', name),
      is('requestParameters.rule', name),
      is('errorMessage', `*:rule/${beginningOf(name)}*`),
    ],
  };
}

/**
 * A queue's address ends in account and name, whatever host it begins with; SQS takes the name alone as well.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/logging-using-cloudtrail.html
 */
export function callsOnQueue({ name, arn }: Of<'queue'>): Calls {
  return {
    eventSource: 'sqs.amazonaws.com',
    eventNames: [
      'DeleteQueue',
      'PurgeQueue',
      'RemovePermission',
      'SetQueueAttributes',
      'StartMessageMoveTask',
    ],
    about: [
      isOneOf('requestParameters.queueUrl', [name, `*/${name}`]),
      is('requestParameters.sourceArn', arn),
      is('errorMessage', `*${arn}*`),
    ],
  };
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/logging-using-cloudtrail.html */
export function callsOnTable({ name, arn }: Of<'table'>): Calls {
  return {
    eventSource: 'dynamodb.amazonaws.com',
    eventNames: ['DeleteTable', 'PutResourcePolicy', 'UpdateTable'],
    about: [
      isOneOf('requestParameters.tableName', [name, arn]),
      is('requestParameters.resourceArn', arn),
      is('errorMessage', `*${arn}*`),
    ],
  };
}

/**
 * A new value sends the messages to another address, or signs them with another key. A secret may be named by its name
 * or its ARN, with the end that AWS chooses or without; so may the message of a denied call.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
 */
export function callsOnSecret({ name }: Of<'secret'>): Calls {
  return {
    eventSource: 'secretsmanager.amazonaws.com',
    eventNames: ['PutSecretValue', 'UpdateSecret*', 'DeleteSecret', 'RotateSecret'],
    about: [
      isOneOf('requestParameters.secretId', [name, `*:secret:${name}*`]),
      isOneOf('errorMessage', [`*:secret:${name}*`, `*: ${name}*`]),
    ],
  };
}
