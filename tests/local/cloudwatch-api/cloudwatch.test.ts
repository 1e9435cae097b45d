import {
  type AlarmHistoryItem,
  DescribeAlarmHistoryCommand,
  type DescribeAlarmHistoryCommandInput,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  ListMetricsCommand,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import { cbor } from '@smithy/core/cbor';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Authorisation, AuthorisationRequest } from '../../../local/authorisation/authorisation.ts';
import { createCloudWatch } from '../../../local/cloudwatch-api/cloudwatch.ts';
import {
  type LocalAws,
  accountId,
  region,
  startLocalAws,
  taskSessionArn,
  userIdentity,
} from '../../support/local-aws.ts';
import { send, sign } from '../../support/signed-request.ts';

const at = (seconds: number): Date => new Date(Date.parse('2026-01-01T00:00:00Z') + seconds * 1000);
const alarm = (AlarmName: string, StateValue: MetricAlarm['StateValue']): MetricAlarm => ({
  AlarmName,
  AlarmArn: `arn:aws:cloudwatch:${region}:${accountId}:alarm:${AlarmName}`,
  StateValue,
  StateUpdatedTimestamp: at(1.5),
  Threshold: 1,
  Period: 60,
  ActionsEnabled: true,
  AlarmActions: ['arn:aws:sns:ap-southeast-2:111122223333:topic'],
  Dimensions: [],
});
const item = (
  AlarmName: string,
  seconds: number,
  HistoryItemType: AlarmHistoryItem['HistoryItemType'],
): AlarmHistoryItem => ({
  AlarmName,
  AlarmType: 'MetricAlarm',
  Timestamp: at(seconds),
  HistoryItemType,
  HistorySummary: `at ${seconds}`,
  HistoryData: '{}',
});

const alarms = [alarm('keywatch-b', 'OK'), alarm('keywatch-a', 'ALARM'), alarm('other', 'INSUFFICIENT_DATA')];
const history = [
  item('keywatch-a', 0, 'ConfigurationUpdate'),
  item('keywatch-b', 10, 'StateUpdate'),
  item('keywatch-a', 20, 'StateUpdate'),
  item('keywatch-a', 20.25, 'Action'),
  item('keywatch-a', 30, 'StateUpdate'),
];

let decision: Authorisation;
let asked: AuthorisationRequest[];
let aws: LocalAws;
beforeAll(async () => {
  const cloudWatch = createCloudWatch({
    describeAlarms: () => alarms,
    history: () => history,
    authorise: (request) => {
      asked.push(request);
      return decision;
    },
  });
  aws = await startLocalAws({ services: [cloudWatch] });
});
beforeEach(() => {
  decision = { allowed: true };
  asked = [];
});
afterAll(() => aws.close());

const describeAlarms = (input: DescribeAlarmsCommandInput = {}) =>
  aws.cloudWatch().send(new DescribeAlarmsCommand(input));
const namesOf = async (input: DescribeAlarmsCommandInput) =>
  (await describeAlarms(input)).MetricAlarms?.map(({ AlarmName }) => AlarmName);
const summaries = async (input: DescribeAlarmHistoryCommandInput) =>
  (await aws.cloudWatch().send(new DescribeAlarmHistoryCommand(input))).AlarmHistoryItems?.map(
    (one) => one.HistorySummary,
  );

describe('DescribeAlarms', () => {
  it('answers every member of an alarm as it was given', async () => {
    const { MetricAlarms, CompositeAlarms } = await describeAlarms({ AlarmNames: ['keywatch-a'] });
    expect(MetricAlarms).toEqual([alarms[1]]);
    expect(CompositeAlarms).toEqual([]);
  });

  it.each<[DescribeAlarmsCommandInput, string[]]>([
    [{}, ['keywatch-a', 'keywatch-b', 'other']],
    [{ AlarmNames: ['other', 'keywatch-b', 'unknown'] }, ['keywatch-b', 'other']],
    [{ AlarmNames: [] }, []],
    [{ AlarmNamePrefix: 'keywatch-' }, ['keywatch-a', 'keywatch-b']],
    [{ StateValue: 'ALARM' }, ['keywatch-a']],
    [{ AlarmNamePrefix: 'keywatch-', StateValue: 'OK' }, ['keywatch-b']],
    [{ AlarmTypes: ['MetricAlarm'] }, ['keywatch-a', 'keywatch-b', 'other']],
  ])('%j answers %j', async (input, names) => {
    expect(await namesOf(input)).toEqual(names);
  });

  it('answers page by page', async () => {
    const first = await describeAlarms({ MaxRecords: 2 });
    expect(first.MetricAlarms?.map(({ AlarmName }) => AlarmName)).toEqual(['keywatch-a', 'keywatch-b']);
    const second = await describeAlarms({ MaxRecords: 2, NextToken: first.NextToken });
    expect(second.MetricAlarms?.map(({ AlarmName }) => AlarmName)).toEqual(['other']);
    expect(second.NextToken).toBeUndefined();
  });

  it.each<[DescribeAlarmsCommandInput, string]>([
    [{ NextToken: 'made up' }, 'InvalidNextToken'],
    [{ AlarmNames: ['a'], AlarmNamePrefix: 'a' }, 'ValidationException'],
    [{ MaxRecords: 101 }, 'ValidationException'],
    [{ ActionPrefix: 'arn:' }, 'UnsupportedOperationException'],
    [{ ChildrenOfAlarmName: 'a' }, 'UnsupportedOperationException'],
    [{ ParentsOfAlarmName: 'a' }, 'UnsupportedOperationException'],
    [{ AlarmTypes: ['CompositeAlarm'] }, 'UnsupportedOperationException'],
  ])('%j is refused with %s', async (input, name) => {
    await expect(describeAlarms(input)).rejects.toMatchObject({ name });
  });

  it('answers the same in RPC v2 CBOR', async () => {
    const request = {
      method: 'POST',
      path: '/service/GraniteServiceVersion20100801/operation/DescribeAlarms',
      headers: {
        host: new URL(aws.url).host,
        'content-type': 'application/cbor',
        'smithy-protocol': 'rpc-v2-cbor',
      },
      body: Buffer.from(cbor.serialize({ AlarmNames: ['keywatch-b'] })),
    };
    const answer = await send(aws.url, await sign(request, { service: 'monitoring' }));
    expect(answer.status).toBe(200);
    expect(cbor.deserialize(answer.body)).toMatchObject({
      MetricAlarms: [
        { AlarmName: 'keywatch-b', StateUpdatedTimestamp: { tag: 1, value: at(1.5).getTime() / 1000 } },
      ],
    });
  });
});

describe('DescribeAlarmHistory', () => {
  it('answers every member of an item as it was given', async () => {
    const input = { AlarmName: 'keywatch-a', HistoryItemType: 'Action' as const };
    const { AlarmHistoryItems } = await aws.cloudWatch().send(new DescribeAlarmHistoryCommand(input));
    expect(AlarmHistoryItems).toEqual([history[3]]);
  });

  it.each<[string, DescribeAlarmHistoryCommandInput, string[]]>([
    ['the newest first', {}, ['at 30', 'at 20.25', 'at 20', 'at 10', 'at 0']],
    ['the oldest first', { ScanBy: 'TimestampAscending' }, ['at 0', 'at 10', 'at 20', 'at 20.25', 'at 30']],
    ['of one alarm', { AlarmName: 'keywatch-b' }, ['at 10']],
    ['of one type', { AlarmName: 'keywatch-a', HistoryItemType: 'StateUpdate' }, ['at 30', 'at 20']],
    ['from a date on, itself included', { StartDate: at(20.25) }, ['at 30', 'at 20.25']],
    ['to a date, itself included', { EndDate: at(10) }, ['at 10', 'at 0']],
    ['of an alarm that is not there', { AlarmName: 'unknown' }, []],
  ])('answers items %s', async (_, input, expected) => {
    expect(await summaries(input)).toEqual(expected);
  });

  it('answers page by page', async () => {
    const input = { MaxRecords: 3, ScanBy: 'TimestampAscending' as const };
    const first = await aws.cloudWatch().send(new DescribeAlarmHistoryCommand(input));
    expect(first.AlarmHistoryItems).toHaveLength(3);
    expect(await summaries({ ...input, NextToken: first.NextToken })).toEqual(['at 20.25', 'at 30']);
  });

  it.each<[DescribeAlarmHistoryCommandInput, string]>([
    [{ NextToken: '9-9' }, 'InvalidNextToken'],
    [{ AlarmContributorId: 'x' }, 'UnsupportedOperationException'],
    [{ AlarmTypes: ['LogAlarm'] }, 'UnsupportedOperationException'],
  ])('%j is refused with %s', async (input, name) => {
    await expect(summaries(input)).rejects.toMatchObject({ name });
  });
});

describe('CloudWatch', () => {
  it('denies who may not read', async () => {
    decision = { allowed: false, because: 'identity' };
    await expect(describeAlarms()).rejects.toMatchObject({
      message: `User: ${taskSessionArn} is not authorized to perform: cloudwatch:DescribeAlarms on resource: arn:aws:cloudwatch:${region}:${accountId}:alarm:* because no identity-based policy allows the cloudwatch:DescribeAlarms action`,
    });
    await expect(summaries({ AlarmName: 'keywatch-a' })).rejects.toThrow(
      'is not authorized to perform: cloudwatch:DescribeAlarmHistory',
    );
    expect(asked.map(({ resource }) => resource.split(':').at(-1))).toEqual(['*', 'keywatch-a']);
  });

  it('answers unknown credentials in the words of a service that once was a query service', async () => {
    const stranger = { ...userIdentity, accessKeyId: 'AKIAUNKNOWN' };
    await expect(aws.cloudWatch(stranger).send(new DescribeAlarmsCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
    });
  });

  it('answers what is not simulated in the same words', async () => {
    await expect(aws.cloudWatch().send(new ListMetricsCommand({}))).rejects.toMatchObject({
      name: 'InvalidAction',
      message: 'monitoring:ListMetrics is not simulated by this endpoint.',
    });
  });
});
