import { all, any, is, isOneOf, type Condition } from './condition.ts';
import { beginningOf, type Calls, type Of } from './monitoring-calls.ts';
import type { Place } from './subjects.ts';

export function callsOnTrail({ name, arn }: Of<'trail'>): Calls {
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
export function callsOnBucket({ name }: Of<'bucket'>): Calls {
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
export function callsOnLogGroup({ name }: Of<'log-group' | 'trail-log-group'>): Calls {
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
      is('errorMessage', `*:log-group:${beginningOf(name)}*`),
    ],
  };
}

/**
 * What masks texts in all log groups of the account, lets all of them expire, or makes no metrics of what they hold: the
 * types DATA_PROTECTION_POLICY, RETENTION_POLICY and METRIC_EXTRACTION_POLICY, which alone end alike. The call names no
 * log group, and the message of a denied one only the action: whose log groups they are, the place of the call tells.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html
 */
export function withAccountPolicies({ eventSource, eventNames, about }: Calls, place: Place): Calls {
  return {
    eventSource,
    eventNames: [...eventNames, 'PutAccountPolicy'],
    about: [
      ...about,
      inPlace(
        place,
        any(is('requestParameters.policyType', '*TION_POLICY'), is('errorMessage', '*:PutAccountPolicy*')),
      ),
    ],
  };
}

/**
 * For calls that name nothing of the stack, but the whole account.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function inPlace({ region, accountId }: Place, condition: Condition): Condition {
  return all(is('awsRegion', region), is('recipientAccountId', accountId), condition);
}

/**
 * A muted alarm changes its state and tells nobody. The key of the metrics is that of all metrics in the account: who
 * takes it away leaves no alarm anything to read.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AssociateDatasetKmsKey.html
 */
export function callsOnAlarms({ name, ...place }: Of<'alarms'>): Calls {
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
      inPlace(place, is('requestParameters.datasetIdentifier', 'default')),
      is('errorMessage', `*:alarm:${beginningOf(name)}*`),
    ],
  };
}

/**
 * Who may take such a role, and what it may do. Whatever else of a role is put or deleted counts as well. The message of
 * a denied call has its ARN or the word "role" and its name.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export function callsOnRoles({ names }: Of<'roles'>): Calls {
  return {
    eventSource: 'iam.amazonaws.com',
    eventNames: ['UpdateAssumeRolePolicy', 'PutRole*', 'DeleteRole*', 'AttachRolePolicy', 'DetachRolePolicy'],
    about: [
      isOneOf('requestParameters.roleName', names),
      isOneOf(
        'errorMessage',
        names.flatMap((name) => [`*:role/${name}*`, `*: role ${name}*`]),
      ),
    ],
  };
}
