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
    case 'trail-log-group':
      return withAccountPolicies(callsOnLogGroup(subject));
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

/**
 * Events go on arriving in a group that masks what a filter looks for, and in one whose key somebody else takes away.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html
 */
function callsOnLogGroup({ name }: Of<'log-group' | 'trail-log-group'>): Calls {
  return {
    eventSource: 'logs.amazonaws.com',
    eventNames: [
      ...['DeleteLogGroup', 'DeleteLogStream', 'DeleteMetricFilter', 'PutMetricFilter', 'PutRetentionPolicy'],
      ...['AssociateKmsKey', 'PutDataProtectionPolicy'],
    ],
    about: [
      is('requestParameters.logGroupName', name),
      is('requestParameters.logGroupIdentifier', `*${name}`),
      is('requestParameters.resourceIdentifier', `*:log-group:${name}`),
      is('errorMessage', `*:log-group:${name}*`),
    ],
  };
}

/**
 * What masks texts in all log groups of the account, lets all of them expire, or makes no metrics of what they hold. It
 * names none of them, and of a denied one the message names the action.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html
 */
function withAccountPolicies({ eventSource, eventNames, about }: Calls): Calls {
  return {
    eventSource,
    eventNames: [...eventNames, 'PutAccountPolicy'],
    about: [
      ...about,
      isOneOf('requestParameters.policyType', [
        'DATA_PROTECTION_POLICY',
        'METRIC_EXTRACTION_POLICY',
        'RETENTION_POLICY',
      ]),
      is('errorMessage', '*:PutAccountPolicy*'),
    ],
  };
}

/**
 * A muted alarm changes its state and tells nobody. The key of the metrics is that of all metrics in the account: who
 * takes it away leaves no alarm anything to read.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AssociateDatasetKmsKey.html
 */
function callsOnAlarms({ name }: Of<'alarms'>): Calls {
  return {
    eventSource: 'monitoring.amazonaws.com',
    eventNames: [
      ...['DeleteAlarms', 'DisableAlarmActions', 'PutAlarmMuteRule', 'PutMetricAlarm', 'SetAlarmState'],
      'AssociateDatasetKmsKey',
    ],
    about: [
      is('requestParameters.alarmName', name),
      is('requestParameters.alarmNames[*]', name),
      is('requestParameters.muteTargets.alarmNames[*]', name),
      is('requestParameters.datasetIdentifier', 'default'),
      is('errorMessage', `*:alarm:${beginningOf(name)}*`),
    ],
  };
}

/** A subscription may filter out everything, and a topic refuse what holds a certain text. */
function callsOnTopic({ arn }: Of<'topic'>): Calls {
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
 * answer, and of one that now reads for another function the queue alone is ours.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 */
function callsOnFunction({ name, queueArn }: Of<'function'>): Calls {
  return {
    eventSource: 'lambda.amazonaws.com',
    eventNames: [
      ...['DeleteFunction*', 'UpdateFunction*', 'PutFunction*', 'RemovePermission*'],
      ...['DeleteEventSourceMapping*', 'UpdateEventSourceMapping*'],
    ],
    about: [
      isOneOf('requestParameters.functionName', [name, `${name}:*`, `*function:${name}*`]),
      is('responseElements.functionArn', `*:function:${name}*`),
      is('responseElements.eventSourceArn', queueArn),
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
    eventNames: [
      'DeleteQueue',
      'PurgeQueue',
      'RemovePermission',
      'SetQueueAttributes',
      'StartMessageMoveTask',
    ],
    about: [
      is('requestParameters.queueUrl', `*/${name}`),
      is('requestParameters.sourceArn', arn),
      is('errorMessage', `*${arn}*`),
    ],
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
