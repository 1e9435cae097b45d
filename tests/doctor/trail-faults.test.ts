import { describe, expect, it } from 'vitest';
import { jsonError } from '../support/aws/recorded-answers.ts';
import { eventSelector, healthyStack, now, trail, trailStatus } from '../fixtures/doctor/healthy-stack.ts';
import { examineRecorded, type RecordedFault } from '../support/doctor/examine-recorded.ts';
import { tellFaults } from '../support/doctor/tell-faults.ts';

const status = (changes: object) => ({
  'cloudtrail:GetTrailStatus': { body: { ...trailStatus, ...changes } },
});
const selectors = (body: object) => ({ 'cloudtrail:GetEventSelectors': { body } });
const advanced = (...fields: readonly object[]) =>
  selectors({ AdvancedEventSelectors: [{ FieldSelectors: fields }] });
const management = { Field: 'eventCategory', Equals: ['Management'] };

const noReads = "The trail does not record KMS's read events, Decrypt among them: no wrong key is ever seen";
const noKms = `${noReads}; nor KMS's write events: nobody who disables or deletes a key is seen`;
const noWrites =
  "The trail does not record KMS's write events: nobody who disables or deletes a key is seen; nor write events of other services: nobody who switches the monitoring off is seen";

const hour = 3600;
const longAgo = now - 3 * hour;
const silentGroup = {
  'logs:DescribeLogStreams': { body: { logStreams: [{ lastIngestionTime: longAgo * 1000 }] } },
};

const faults: readonly RecordedFault[] = [
  {
    what: 'somebody stopped the trail',
    answers: status({ IsLogging: false, StopLoggingTime: now - 600 }),
    check: 'trail-logging',
    severity: 'fault',
    says: `The trail ${healthyStack.trailArn} is not logging since 2026-01-31T11:50:00Z, 10 min ago: nothing that happens is recorded`,
    cure: `aws cloudtrail start-logging --name ${healthyStack.trailArn}`,
  },
  {
    what: 'the trail was deleted',
    answers: { 'cloudtrail:DescribeTrails': { body: { trailList: [] } } },
    check: 'trail-logging',
    severity: 'fault',
    says: `The trail ${healthyStack.trailArn} does not exist: nothing is recorded`,
    cure: 'npx pulumi up --refresh',
  },
  {
    what: 'the role of the delivery may not write to the log group',
    answers: status({ LatestCloudWatchLogsDeliveryError: 'AccessDenied' }),
    check: 'trail-delivery',
    severity: 'fault',
    says: 'The latest delivery to CloudWatch Logs failed: AccessDenied',
    cure: trail.CloudWatchLogsRoleArn,
  },
  {
    what: 'the bucket refuses the files',
    answers: status({ LatestDeliveryError: 'NoSuchBucket' }),
    check: 'trail-delivery',
    severity: 'fault',
    says: 'The latest delivery to the bucket keywatch-dev-trail-files failed: NoSuchBucket',
    cure: "the bucket's policy",
  },
  {
    what: 'the bucket refuses the digest files',
    answers: status({ LatestDigestDeliveryError: 'AccessDenied' }),
    check: 'trail-delivery',
    severity: 'warning',
    says: "The latest digest file could not be written to the bucket keywatch-dev-trail-files, so log files can't be proved unchanged: AccessDenied",
    cure: "the bucket's policy",
  },
  {
    what: 'deliveries to the log group ceased',
    answers: status({ LatestCloudWatchLogsDeliveryTime: longAgo }),
    check: 'trail-delivery',
    severity: 'fault',
    says: 'The trail has not delivered to CloudWatch Logs since 2026-01-31T09:00:00Z, 3 h ago',
    cure: 'permissions of the delivery',
  },
  {
    what: 'deliveries to the bucket ceased',
    answers: status({ LatestDeliveryTime: longAgo }),
    check: 'trail-delivery',
    severity: 'fault',
    says: 'The trail has not delivered to its bucket since 2026-01-31T09:00:00Z, 3 h ago',
    cure: 'permissions of the delivery',
  },
  {
    what: 'nothing was ever delivered to the log group',
    answers: status({ LatestCloudWatchLogsDeliveryTime: undefined }),
    check: 'trail-delivery',
    severity: 'fault',
    says: 'The trail has never delivered to CloudWatch Logs',
    cure: 'permissions of the delivery',
  },
  {
    what: 'the trail was started a moment ago',
    answers: status({ LatestCloudWatchLogsDeliveryTime: undefined, StartLoggingTime: now - 60 }),
    check: 'trail-delivery',
    severity: 'warning',
    says: 'The trail is new and has delivered nothing to CloudWatch Logs yet',
    cure: 'again in fifteen minutes',
  },
  {
    what: 'the trail was pointed at another log group',
    answers: {
      'cloudtrail:DescribeTrails': {
        body: {
          trailList: [
            { ...trail, CloudWatchLogsLogGroupArn: 'arn:aws:logs:us-east-1:111122223333:log-group:other:*' },
          ],
        },
      },
    },
    check: 'trail-delivery',
    severity: 'fault',
    says: 'The trail delivers to the log group other instead of /keywatch-dev/trail: the detections see nothing',
    cure: 'npx pulumi up --refresh',
  },
  {
    what: 'the trail was detached from the log group',
    answers: {
      'cloudtrail:DescribeTrails': {
        body: { trailList: [{ ...trail, CloudWatchLogsLogGroupArn: undefined }] },
      },
    },
    check: 'trail-delivery',
    severity: 'fault',
    says: 'The trail delivers to no log group instead of /keywatch-dev/trail: the detections see nothing',
    cure: 'npx pulumi up --refresh',
  },
  ...(
    [
      [
        'the trail leaves KMS out',
        selectors({
          EventSelectors: [{ ...eventSelector, ExcludeManagementEventSources: ['kms.amazonaws.com'] }],
        }),
        noKms,
      ],
      [
        'the trail records writes only',
        selectors({ EventSelectors: [{ ...eventSelector, ReadWriteType: 'WriteOnly' }] }),
        noReads,
      ],
      [
        'the trail records reads only',
        selectors({ EventSelectors: [{ ...eventSelector, ReadWriteType: 'ReadOnly' }] }),
        noWrites,
      ],
      [
        'the trail records data events only',
        selectors({ EventSelectors: [{ ...eventSelector, IncludeManagementEvents: false }] }),
        `${noKms}; nor write events of other services: nobody who switches the monitoring off is seen`,
      ],
      [
        'advanced selectors leave KMS out',
        advanced(management, { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] }),
        noKms,
      ],
      [
        'advanced selectors take writes only',
        advanced(management, { Field: 'readOnly', Equals: ['false'] }),
        noReads,
      ],
      [
        'advanced selectors take other events only',
        advanced({ Field: 'eventCategory', Equals: ['Data'] }),
        `${noKms}; nor write events of other services: nobody who switches the monitoring off is seen`,
      ],
      [
        'advanced selectors take one caller only',
        advanced(management, { Field: 'userIdentity.arn', Equals: ['x'] }),
        `${noKms}; nor write events of other services: nobody who switches the monitoring off is seen`,
      ],
    ] as const
  ).map(([what, answers, says]): RecordedFault => ({
    what,
    answers,
    says,
    check: 'trail-selectors',
    severity: 'fault',
    cure: 'npx pulumi up --refresh',
  })),
  {
    what: 'the log group receives nothing any more',
    answers: { ...silentGroup, 'cloudwatch:GetMetricStatistics': { body: { Datapoints: [] } } },
    check: 'log-group-receiving',
    severity: 'fault',
    says: 'The log group /keywatch-dev/trail has received no event since 2026-01-31T09:00:00Z, 3 h ago: every detection is blind',
    cure: 'see trail-logging and trail-delivery',
  },
  {
    what: 'the log group has no stream yet',
    answers: {
      'logs:DescribeLogStreams': { body: { logStreams: [] } },
      'cloudwatch:GetMetricStatistics': { body: { Datapoints: [] } },
    },
    check: 'log-group-receiving',
    severity: 'fault',
    says: 'The log group /keywatch-dev/trail has received no event yet: every detection is blind',
    cure: 'takes some minutes',
  },
  {
    what: 'the log group was deleted',
    answers: {
      'logs:DescribeLogStreams': jsonError(
        'ResourceNotFoundException',
        'The specified log group does not exist.',
      ),
    },
    check: 'log-group-receiving',
    severity: 'fault',
    says: 'The log group /keywatch-dev/trail does not exist: the detections have nothing to read',
    cure: 'npx pulumi up --refresh',
  },
];

tellFaults(faults);

describe('the doctor finds nothing wrong where', () => {
  it.each([
    ['advanced selectors take all management events', 'trail-selectors', advanced(management)],
    [
      'advanced selectors leave another source out',
      'trail-selectors',
      advanced(management, { Field: 'eventSource', NotEquals: ['rdsdata.amazonaws.com'] }),
    ],
    [
      'two advanced selectors take reads and writes',
      'trail-selectors',
      selectors({
        AdvancedEventSelectors: ['true', 'false'].map((value) => ({
          FieldSelectors: [management, { Field: 'readOnly', Equals: [value] }],
        })),
      }),
    ],
    [
      'a log stream lags behind the count of incoming events',
      'log-group-receiving',
      { ...silentGroup, 'cloudwatch:GetMetricStatistics': { body: { Datapoints: [{ Sum: 412 }] } } },
    ],
    [
      'the latest delivery is an hour old',
      'trail-delivery',
      status({ LatestCloudWatchLogsDeliveryTime: now - hour, LatestDeliveryTime: now - hour }),
    ],
  ])('%s', async (_what, check, answers) => {
    const found = await examineRecorded({ answers });

    expect(found[check]?.map(({ severity }) => severity)).toEqual(['ok']);
  });
});
