import type { CloudTrailRecord, NearMiss, RecordedEvent, Recording } from '../detection.ts';
import type { MonitoringSubject } from '../subjects.ts';
import { by, root, through, user } from './identities.ts';
import { fromSource } from './kms-records.ts';
import { denied, managementEvent } from './management-events.ts';

/** Calls to one service, by event name. */
interface Calls {
  readonly eventSource: string;
  /** Each event that counts, with parameters that name the subject. */
  readonly ours: readonly (readonly [eventName: string, requestParameters: CloudTrailRecord])[];
  /** The same with parameters that name something else, one for each way of naming. */
  readonly others: readonly (readonly [eventName: string, requestParameters: CloudTrailRecord])[];
  /** An event that does not count. */
  readonly harmless: string;
  readonly arn: string;
  readonly otherArn: string;
  /** How the clause is called that names the subject. */
  readonly namedBy: string;
}

function recordingOf(subject: MonitoringSubject, calls: Calls): Recording<'monitoring'> {
  const { eventSource, ours, others } = calls;
  const event = (eventName: string, requestParameters: CloudTrailRecord): CloudTrailRecord =>
    managementEvent({ eventSource, eventName, requestParameters });
  const [[eventName, parameters] = ['', {}]] = ours;
  const first = event(eventName, parameters);
  const matches: readonly [RecordedEvent, ...RecordedEvent[]] = [
    { event: `an IAM user calls ${eventName}`, record: by(first, user) },
    { event: `the account itself calls ${eventName}`, record: by(first, root) },
    {
      event: `somebody lets CloudFormation call ${eventName}`,
      record: through(first, 'cloudformation.amazonaws.com'),
    },
    ...ours.map(([name, given]) => ({
      event: `a person calls ${name} with ${JSON.stringify(given)}`,
      record: event(name, given),
    })),
    { event: `somebody is denied ${eventName}`, record: denied({ eventSource, eventName }, calls.arn) },
  ];
  const nearMisses: readonly [NearMiss, ...NearMiss[]] = [
    {
      event: `a person calls ${calls.harmless}`,
      refusedBy: '$.eventName',
      record: event(calls.harmless, parameters),
    },
    ...others.map(([name, given]) => ({
      event: `a person calls ${name} with ${JSON.stringify(given)}`,
      refusedBy: calls.namedBy,
      record: event(name, given),
    })),
    {
      event: `somebody is denied ${eventName} of another`,
      refusedBy: calls.namedBy,
      record: denied({ eventSource, eventName }, calls.otherArn),
    },
    {
      event: 'another service has an event of that name',
      refusedBy: '$.eventSource',
      record: fromSource(first, 'example.amazonaws.com'),
    },
  ];
  return { subject, matches, nearMisses };
}

const region = 'us-east-1:111122223333';
const trailName = 'keywatch-example-trail';
const trailArn = `arn:aws:cloudtrail:${region}:trail/${trailName}`;
const otherTrailArn = `arn:aws:cloudtrail:${region}:trail/somebody-elses`;
const groupName = '/keywatch/example/trail';
const topicArn = `arn:aws:sns:${region}:keywatch-example-alarms`;
const otherTopicArn = `arn:aws:sns:${region}:somebody-elses`;

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

const ofLogGroup = recordingOf(
  { kind: 'log-group', name: groupName },
  {
    eventSource: 'logs.amazonaws.com',
    ours: [
      ['DeleteLogGroup', { logGroupName: groupName }],
      ['DeleteMetricFilter', { logGroupName: groupName, filterName: 'keywatch-example-kms-wrong-key' }],
      ['PutMetricFilter', { logGroupName: groupName, filterName: 'keywatch-example-kms-wrong-key' }],
      ['PutRetentionPolicy', { logGroupName: groupName, retentionInDays: 1 }],
    ],
    others: [['DeleteLogGroup', { logGroupName: '/somebody/elses' }]],
    harmless: 'CreateLogStream',
    arn: `arn:aws:logs:${region}:log-group:${groupName}:log-stream:`,
    otherArn: `arn:aws:logs:${region}:log-group:/somebody/elses:log-stream:`,
    namedBy: '$.requestParameters.logGroupName or $.errorMessage',
  },
);

const ofAlarms = (name: string): Recording<'monitoring'> => {
  const alarmName = name.replace(/\*$/, 'kms-wrong-key');
  return recordingOf(
    { kind: 'alarms', name },
    {
      eventSource: 'monitoring.amazonaws.com',
      ours: [
        ['DeleteAlarms', { alarmNames: ['somebody-elses', alarmName] }],
        ['DisableAlarmActions', { alarmNames: [alarmName] }],
        ['PutMetricAlarm', { alarmName, threshold: 1_000_000 }],
        ['SetAlarmState', { alarmName, stateValue: 'OK', stateReason: 'nothing to see' }],
      ],
      others: [
        ['DeleteAlarms', { alarmNames: ['somebody-elses'] }],
        ['SetAlarmState', { alarmName: 'somebody-elses', stateValue: 'OK' }],
      ],
      harmless: 'EnableAlarmActions',
      arn: `arn:aws:cloudwatch:${region}:alarm:${alarmName}`,
      otherArn: `arn:aws:cloudwatch:${region}:alarm:somebody-elses`,
      namedBy: '$.requestParameters.alarmName or $.requestParameters.alarmNames[*] or $.errorMessage',
    },
  );
};

const ofTopic = recordingOf(
  { kind: 'topic', arn: topicArn },
  {
    eventSource: 'sns.amazonaws.com',
    ours: [
      ['DeleteTopic', { topicArn }],
      ['SetTopicAttributes', { topicArn, attributeName: 'Policy', attributeValue: '{}' }],
      ['Unsubscribe', { subscriptionArn: `${topicArn}:12345678-0000-4000-8000-123456789012` }],
    ],
    others: [
      ['DeleteTopic', { topicArn: otherTopicArn }],
      ['Unsubscribe', { subscriptionArn: `${otherTopicArn}:12345678-0000-4000-8000-123456789012` }],
    ],
    harmless: 'Subscribe',
    arn: topicArn,
    otherArn: otherTopicArn,
    namedBy: '$.requestParameters.topicArn or $.requestParameters.subscriptionArn or $.errorMessage',
  },
);

/** One recording for each kind of subject; of alarms one for all that begin alike and one for a single name. */
export const tamperingRecordings: readonly [Recording<'monitoring'>, ...Recording<'monitoring'>[]] = [
  ofTrail,
  ofLogGroup,
  ofAlarms('keywatch-example-*'),
  ofAlarms('Pattern1ApplicationKMSSecurityAlarm'),
  ofTopic,
];
