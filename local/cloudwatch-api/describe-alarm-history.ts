import { assertAuthorised, globalConditionContext } from '../authorisation/authorisation.ts';
import type { Operation } from '../endpoint/aws-service.ts';
import { anything, integer, oneOf, readMembers, text, textList, timestamp } from '../endpoint/members.ts';
import { refuseMembers } from '../endpoint/not-simulated.ts';
import { readPage } from '../endpoint/paging.ts';
import { type CloudWatchSource, invalidNextToken } from './cloudwatch-source.ts';
import { assertMetricAlarms } from './describe-alarms.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
const maxMaxRecords = 100;

const members = {
  AlarmName: text({ min: 1, max: 255 }),
  AlarmTypes: textList(),
  HistoryItemType: oneOf(['ConfigurationUpdate', 'StateUpdate', 'Action']),
  StartDate: timestamp,
  EndDate: timestamp,
  MaxRecords: integer({ min: 1, max: maxMaxRecords }),
  NextToken: text(),
  ScanBy: oneOf(['TimestampDescending', 'TimestampAscending']),
  AlarmContributorId: anything,
};

/** Answers history items, newest first unless `ScanBy` says otherwise; both dates are inclusive. */
export const describeAlarmHistory =
  ({ history, authorise }: CloudWatchSource): Operation =>
  async (input, call) => {
    const values = readMembers(input, members);
    refuseMembers(values, ['AlarmContributorId']);
    assertMetricAlarms(values.AlarmTypes);
    await assertAuthorised(authorise, {
      principal: call.caller.principal,
      action: 'cloudwatch:DescribeAlarmHistory',
      resource: `arn:aws:cloudwatch:${call.region}:${call.caller.principal.accountId}:alarm:${values.AlarmName ?? '*'}`,
      context: globalConditionContext(call),
    });
    const fromMs = values.StartDate?.getTime() ?? -Infinity;
    const toMs = values.EndDate?.getTime() ?? Infinity;
    const wanted = history()
      .filter(({ AlarmName }) => values.AlarmName === undefined || AlarmName === values.AlarmName)
      .filter(
        ({ HistoryItemType: type }) =>
          values.HistoryItemType === undefined || type === values.HistoryItemType,
      )
      .filter(({ Timestamp }) => {
        const timeMs = Timestamp?.getTime() ?? NaN;
        return fromMs <= timeMs && timeMs <= toMs;
      });
    const page = readPage(wanted, {
      limit: values.MaxRecords ?? maxMaxRecords,
      nextToken: values.NextToken,
      descending: values.ScanBy !== 'TimestampAscending',
    });
    if (!page) throw invalidNextToken();
    return { AlarmHistoryItems: page.items, NextToken: page.nextToken };
  };
