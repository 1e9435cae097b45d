import type { Recording } from '../detection.ts';
import { recordingOf, type Call } from './tampering-calls.ts';

const region = 'us-east-1:111122223333';
const place = { region: 'us-east-1', accountId: '111122223333' };
const trailName = 'keywatch-example-trail';
const trailArn = `arn:aws:cloudtrail:${region}:trail/${trailName}`;
const otherTrailArn = `arn:aws:cloudtrail:${region}:trail/somebody-elses`;
const groupName = '/keywatch/example/trail';
const groupArn = `arn:aws:logs:${region}:log-group:${groupName}`;
const foreignKeyArn = 'arn:aws:kms:us-east-1:444455556666:key/99999999-12ab-34cd-56ef-1234567890ab';
const bucketName = 'keywatch-example-111122223333-us-east-1-trail';

const ofTrail = recordingOf(
  { kind: 'trail', name: trailName, arn: trailArn },
  {
    eventSource: 'cloudtrail.amazonaws.com',
    ours: [
      ['StopLogging', { name: trailName }],
      ['DeleteTrail', { name: trailArn }],
      ['UpdateTrail', { name: trailName, isMultiRegionTrail: false }],
      ['PutEventSelectors', { trailName, eventSelectors: [{ readWriteType: 'WriteOnly' }] }],
      ['PutEventSelectors', { trailName: trailArn, eventSelectors: [] }],
    ],
    others: [
      ['StopLogging', { name: otherTrailArn }],
      ['PutEventSelectors', { trailName: otherTrailArn, eventSelectors: [] }],
    ],
    harmless: 'StartLogging',
    arn: trailArn,
    otherArn: otherTrailArn,
    namedBy: '$.requestParameters.name or $.requestParameters.trailName or $.errorMessage',
  },
);

const ofBucket = recordingOf(
  { kind: 'bucket', name: bucketName },
  {
    eventSource: 's3.amazonaws.com',
    ours: [
      ['DeleteBucket', { bucketName, Host: `${bucketName}.s3.amazonaws.com` }],
      ['DeleteBucketPolicy', { bucketName, policy: '' }],
      ['PutBucketPolicy', { bucketName, policy: '' }],
      ['PutBucketLifecycle', { bucketName, lifecycle: '' }],
      ['PutBucketVersioning', { bucketName, versioning: '' }],
      ['PutBucketObjectLockConfiguration', { bucketName, 'object-lock': '' }],
      ['PutObjectLockConfiguration', { bucketName, 'object-lock': '' }],
    ],
    others: [['PutBucketPolicy', { bucketName: 'somebody-elses', policy: '' }]],
    harmless: 'PutBucketTagging',
    arn: `"arn:aws:s3:::${bucketName}"`,
    otherArn: '"arn:aws:s3:::somebody-elses"',
    namedBy: '$.requestParameters.bucketName or $.errorMessage',
  },
);

const onLogGroup: readonly Call[] = [
  ['DeleteLogGroup', { logGroupName: groupName }],
  ['DeleteMetricFilter', { logGroupName: groupName, filterName: 'keywatch-example-kms-wrong-key' }],
  ['PutMetricFilter', { logGroupName: groupName, filterName: 'keywatch-example-kms-wrong-key' }],
  ['PutRetentionPolicy', { logGroupName: groupName, retentionInDays: 1 }],
  ['DeleteLogStream', { logGroupName: groupName, logStreamName: '111122223333_CloudTrail_us-east-1' }],
  ['PutDataProtectionPolicy', { logGroupIdentifier: groupName, policyDocument: '{}' }],
  ['PutDataProtectionPolicy', { logGroupIdentifier: groupArn, policyDocument: '{}' }],
  ['AssociateKmsKey', { logGroupName: groupName, kmsKeyId: foreignKeyArn }],
  ['AssociateKmsKey', { resourceIdentifier: groupArn, kmsKeyId: foreignKeyArn }],
];

const onOtherLogGroup: readonly Call[] = [
  ['DeleteLogGroup', { logGroupName: '/somebody/elses' }],
  ['PutDataProtectionPolicy', { logGroupIdentifier: `${groupArn}-of-somebody-else` }],
  ['AssociateKmsKey', { resourceIdentifier: `arn:aws:logs:${region}:query-result:*` }],
];

const logGroupCalls = {
  eventSource: 'logs.amazonaws.com',
  harmless: 'CreateLogStream',
  arn: `${groupArn}:log-stream:`,
  otherArn: `arn:aws:logs:${region}:log-group:/somebody/elses:log-stream:`,
};
const logGroupFields =
  '$.requestParameters.logGroupName or $.requestParameters.logGroupIdentifier or $.requestParameters.resourceIdentifier or $.errorMessage';

const ofLogGroup = recordingOf(
  { kind: 'log-group', name: groupName },
  { ...logGroupCalls, ours: onLogGroup, others: onOtherLogGroup, namedBy: logGroupFields },
);

const folder = '/aws/rds/instance/keywatch-example-database/';
const inFolder = `arn:aws:logs:${region}:log-group:${folder}postgresql`;

const ofFolder = recordingOf(
  { kind: 'log-group', name: `${folder}*` },
  {
    ...logGroupCalls,
    ours: [
      ['DeleteLogGroup', { logGroupName: `${folder}upgrade` }],
      ...onLogGroup
        .slice(1, 5)
        .map(([eventName]): Call => [eventName, { logGroupName: `${folder}postgresql` }]),
      ['PutDataProtectionPolicy', { logGroupIdentifier: `${folder}upgrade`, policyDocument: '{}' }],
      ['PutDataProtectionPolicy', { logGroupIdentifier: inFolder, policyDocument: '{}' }],
      ['AssociateKmsKey', { resourceIdentifier: inFolder, kmsKeyId: foreignKeyArn }],
    ],
    others: onOtherLogGroup,
    arn: `${inFolder}:log-stream:`,
    namedBy: logGroupFields,
  },
);

const policy = (policyType: string): Call => [
  'PutAccountPolicy',
  { policyName: 'mask', policyDocument: '{}', policyType },
];

const accountPolicies = ['DATA_PROTECTION_POLICY', 'METRIC_EXTRACTION_POLICY', 'RETENTION_POLICY'].map(
  policy,
);

const ofTrailLogGroup = recordingOf(
  { kind: 'trail-log-group', name: groupName, ...place },
  {
    ...logGroupCalls,
    ours: [...onLogGroup, ...accountPolicies],
    others: [...onOtherLogGroup, policy('SUBSCRIPTION_FILTER_POLICY')],
    ofPlace: accountPolicies,
    namedBy: `${logGroupFields} or $.awsRegion or $.recipientAccountId or $.requestParameters.policyType`,
    deniedWithoutArn: ['PutAccountPolicy'],
  },
);

const onDataset: Call = [
  'AssociateDatasetKmsKey',
  { datasetIdentifier: 'default', kmsKeyArn: foreignKeyArn },
];

const ofAlarms = (name: string): Recording<'monitoring'> => {
  const alarmName = name.replace(/\*$/, 'kms-wrong-key');
  return recordingOf(
    { kind: 'alarms', name, ...place },
    {
      eventSource: 'monitoring.amazonaws.com',
      ours: [
        ['DeleteAlarms', { alarmNames: ['somebody-elses', alarmName] }],
        ['DisableAlarmActions', { alarmNames: [alarmName] }],
        ['PutMetricAlarm', { alarmName, threshold: 1_000_000 }],
        ['SetAlarmState', { alarmName, stateValue: 'OK', stateReason: 'nothing to see' }],
        ['PutAlarmMuteRule', { name: 'night', muteTargets: { alarmNames: ['somebody-elses', alarmName] } }],
        onDataset,
      ],
      others: [
        ['DeleteAlarms', { alarmNames: ['somebody-elses'] }],
        ['PutAlarmMuteRule', { name: 'night', muteTargets: { alarmNames: ['somebody-elses'] } }],
        ['SetAlarmState', { alarmName: 'somebody-elses', stateValue: 'OK' }],
      ],
      ofPlace: [onDataset],
      harmless: 'EnableAlarmActions',
      arn: `arn:aws:cloudwatch:${region}:alarm:${alarmName}`,
      otherArn: `arn:aws:cloudwatch:${region}:alarm:somebody-elses`,
      namedBy:
        '$.requestParameters.alarmName or $.requestParameters.alarmNames[*] or $.requestParameters.muteTargets.alarmNames[*] or $.awsRegion or $.recipientAccountId or $.requestParameters.datasetIdentifier or $.errorMessage',
    },
  );
};

const [deliveryRole, evidenceRole] = ['keywatch-example-delivery', 'keywatch-example-evidence'];
const roleArn = (roleName: string): string => `arn:aws:iam::111122223333:role/${roleName}`;

/** Of a role the message of a denied call has the ARN, or the word "role" and the name. */
const ofRoles = recordingOf(
  { kind: 'roles', names: [deliveryRole, evidenceRole] },
  {
    eventSource: 'iam.amazonaws.com',
    ours: [
      ['UpdateAssumeRolePolicy', { roleName: deliveryRole, policyDocument: '{}' }],
      ['UpdateAssumeRolePolicy', { roleName: evidenceRole, policyDocument: '{}' }],
      ['PutRolePolicy', { roleName: deliveryRole, policyName: 'permissions', policyDocument: '{}' }],
      ['PutRolePermissionsBoundary', { roleName: deliveryRole, permissionsBoundary: roleArn('nothing') }],
      ['DeleteRolePolicy', { roleName: deliveryRole, policyName: 'permissions' }],
      ['DeleteRole', { roleName: deliveryRole }],
      ['AttachRolePolicy', { roleName: evidenceRole, policyArn: 'arn:aws:iam::aws:policy/AWSDenyAll' }],
      ['DetachRolePolicy', { roleName: evidenceRole, policyArn: 'arn:aws:iam::aws:policy/AWSDenyAll' }],
    ],
    others: [
      ['UpdateAssumeRolePolicy', { roleName: 'somebody-elses', policyDocument: '{}' }],
      ['DeleteRole', { roleName: `${deliveryRole}-of-somebody-else` }],
    ],
    harmless: 'GetRolePolicy',
    arn: roleArn(deliveryRole),
    otherNames: [roleArn(evidenceRole), `role ${deliveryRole}`, `role ${evidenceRole}`],
    otherArn: roleArn('somebody-elses'),
    namedBy: '$.requestParameters.roleName or $.errorMessage',
  },
);

/** One for each kind of what sees; of log groups and alarms one for all that begin alike and one for a single name. */
export const sightRecordings: readonly [Recording<'monitoring'>, ...Recording<'monitoring'>[]] = [
  ofTrail,
  ofBucket,
  ofLogGroup,
  ofFolder,
  ofTrailLogGroup,
  ofAlarms('keywatch-example-*'),
  ofAlarms('Pattern1ApplicationKMSSecurityAlarm'),
  ofRoles,
];
