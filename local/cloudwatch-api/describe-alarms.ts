import { assertAuthorised, globalConditionContext } from '../authorisation/authorisation.ts';
import { AwsError } from '../endpoint/aws-error.ts';
import type { Operation } from '../endpoint/aws-service.ts';
import { anything, integer, oneOf, readMembers, text, textList } from '../endpoint/members.ts';
import { notSimulated, refuseMembers } from '../endpoint/not-simulated.ts';
import { readPage } from '../endpoint/paging.ts';
import { type CloudWatchSource, invalidNextToken } from './cloudwatch-source.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const defaultMaxRecords = 50;

const members = {
  AlarmNames: textList({ max: 100 }),
  AlarmNamePrefix: text({ min: 1, max: 255 }),
  AlarmTypes: textList(),
  StateValue: oneOf(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  MaxRecords: integer({ min: 1, max: 100 }),
  NextToken: text(),
  ActionPrefix: anything,
  ChildrenOfAlarmName: anything,
  ParentsOfAlarmName: anything,
};

/** Refuses to be asked for alarms of other types than the only one there is. */
export function assertMetricAlarms(alarmTypes: readonly string[] | undefined): void {
  if (alarmTypes?.some((type) => type !== 'MetricAlarm'))
    throw notSimulated('AlarmTypes other than MetricAlarm');
}

/** Answers metric alarms in the order of their names. Names that no alarm has are simply not answered, as on AWS. */
export const describeAlarms =
  ({ describeAlarms: readAlarms, authorise }: CloudWatchSource): Operation =>
  async (input, call) => {
    const values = readMembers(input, members);
    refuseMembers(values, ['ActionPrefix', 'ChildrenOfAlarmName', 'ParentsOfAlarmName']);
    assertMetricAlarms(values.AlarmTypes);
    const { AlarmNames: names, AlarmNamePrefix: prefix, StateValue: state } = values;
    if (names && prefix !== undefined) {
      throw new AwsError(
        'ValidationException',
        'AlarmNames and AlarmNamePrefix can not be given together.',
        400,
        'ValidationError',
      );
    }
    await assertAuthorised(authorise, {
      principal: call.caller.principal,
      action: 'cloudwatch:DescribeAlarms',
      resource: `arn:aws:cloudwatch:${call.region}:${call.caller.principal.accountId}:alarm:*`,
      context: globalConditionContext(call),
    });
    const wanted = readAlarms()
      .filter(({ AlarmName = '' }) => !names || names.includes(AlarmName))
      .filter(({ AlarmName = '' }) => AlarmName.startsWith(prefix ?? ''))
      .filter(({ StateValue }) => state === undefined || StateValue === state)
      .sort((a, b) => ((a.AlarmName ?? '') < (b.AlarmName ?? '') ? -1 : 1));
    const page = readPage(wanted, {
      limit: values.MaxRecords ?? defaultMaxRecords,
      nextToken: values.NextToken,
    });
    if (!page) throw invalidNextToken();
    return { MetricAlarms: page.items, CompositeAlarms: [], NextToken: page.nextToken };
  };
