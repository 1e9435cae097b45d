import { all, any, is, isOneOf, type Condition } from './condition.ts';
import type { MonitoringSubject } from './subjects.ts';

/** Subjects of one kind. */
type Of<K extends MonitoringSubject['kind']> = Extract<MonitoringSubject, { readonly kind: K }>;

/** Calls of one service that change a part of the monitoring. */
interface Calls {
  readonly eventSource: string;
  readonly eventNames: readonly string[];
  /** That they are about ours, one for each way of naming it. */
  readonly about: readonly Condition[];
}

/**
 * The calls that change a part of the monitoring, and that they are about ours. An API may take a name or an ARN. A
 * denied call may be recorded without its parameters; its message names the ARN.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function changesMonitoring(subject: MonitoringSubject): Condition {
  const { eventSource, eventNames, about } = callsOn(subject);
  return all(is('eventSource', eventSource), isOneOf('eventName', eventNames), any(...about));
}

function callsOn(subject: MonitoringSubject): Calls {
  switch (subject.kind) {
    case 'trail':
      return callsOnTrail(subject);
    case 'bucket':
      return callsOnBucket(subject);
    case 'log-group':
      return callsOnLogGroup(subject);
    case 'alarms':
      return callsOnAlarms(subject);
    case 'topic':
      return callsOnTopic(subject);
    case 'function':
      return callsOnFunction(subject);
    case 'rules':
      return callsOnRules(subject);
    case 'queue':
      return callsOnQueue(subject);
    case 'table':
      return callsOnTable(subject);
  }
}

function callsOnTrail({ name, arn }: Of<'trail'>): Calls {
  return {
    eventSource: 'cloudtrail.amazonaws.com',
    eventNames: ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors'],
    about: [
      isOneOf('requestParameters.name', [name, arn]),
      isOneOf('requestParameters.trailName', [name, arn]),
      is('errorMessage', `*${arn}*`),
    ],
  };
}

/**
 * What lets the trail's files expire, be deleted or not arrive. Of the lock both names: the page has the permission's, the
 * API another one.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
function callsOnBucket({ name }: Of<'bucket'>): Calls {
  return {
    eventSource: 's3.amazonaws.com',
    eventNames: [
      ...[
        'DeleteBucket',
        'DeleteBucketPolicy',
        'PutBucketPolicy',
        'PutBucketLifecycle',
        'PutBucketVersioning',
      ],
      ...['PutBucketObjectLockConfiguration', 'PutObjectLockConfiguration'],
    ],
    about: [is('requestParameters.bucketName', name), is('errorMessage', `*:s3:::${name}*`)],
  };
}

function callsOnLogGroup({ name }: Of<'log-group'>): Calls {
  return {
    eventSource: 'logs.amazonaws.com',
    eventNames: ['DeleteLogGroup', 'DeleteMetricFilter', 'PutMetricFilter', 'PutRetentionPolicy'],
    about: [is('requestParameters.logGroupName', name), is('errorMessage', `*:log-group:${name}*`)],
  };
}

function callsOnAlarms({ name }: Of<'alarms'>): Calls {
  return {
    eventSource: 'monitoring.amazonaws.com',
    eventNames: ['DeleteAlarms', 'DisableAlarmActions', 'PutMetricAlarm', 'SetAlarmState'],
    about: [
      is('requestParameters.alarmName', name),
      is('requestParameters.alarmNames[*]', name),
      is('errorMessage', `*:alarm:${beginningOf(name)}*`),
    ],
  };
}

function callsOnTopic({ arn }: Of<'topic'>): Calls {
  return {
    eventSource: 'sns.amazonaws.com',
    eventNames: ['DeleteTopic', 'Unsubscribe', 'SetTopicAttributes'],
    about: [
      is('requestParameters.topicArn', arn),
      is('requestParameters.subscriptionArn', `${arn}:*`),
      is('errorMessage', `*${arn}*`),
    ],
  };
}

/**
 * Lambda's events carry the date of the API's version and sometimes a further number (`DeleteFunction20150331`,
 * `UpdateFunctionCode20150331v2`), so that names are asked for by their beginning: whatever else is deleted of the
 * function, updated or put to it counts as well. A function may be named by its name, its ARN or a part of that. The
 * mapping that reads a queue for it is named by an id of its own; whose it is stands in the answer.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 */
function callsOnFunction({ name }: Of<'function'>): Calls {
  return {
    eventSource: 'lambda.amazonaws.com',
    eventNames: [
      ...['DeleteFunction*', 'UpdateFunction*', 'PutFunction*', 'RemovePermission*'],
      ...['DeleteEventSourceMapping*', 'UpdateEventSourceMapping*'],
    ],
    about: [
      isOneOf('requestParameters.functionName', [name, `*:function:${name}*`]),
      is('responseElements.functionArn', `*:function:${name}*`),
      is('errorMessage', `*:function:${name}*`),
    ],
  };
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/logging-using-cloudtrail.html */
function callsOnRules({ name }: Of<'rules'>): Calls {
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
 * A queue's address ends in account and name, whatever host it begins with.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/logging-using-cloudtrail.html
 */
function callsOnQueue({ name, arn }: Of<'queue'>): Calls {
  return {
    eventSource: 'sqs.amazonaws.com',
    eventNames: ['DeleteQueue', 'PurgeQueue', 'RemovePermission', 'SetQueueAttributes'],
    about: [is('requestParameters.queueUrl', `*/${name}`), is('errorMessage', `*${arn}*`)],
  };
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/logging-using-cloudtrail.html */
function callsOnTable({ name, arn }: Of<'table'>): Calls {
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

/** Of a name that may stand for all that begin so. */
function beginningOf(name: string): string {
  return name.replace(/\*$/, '');
}
