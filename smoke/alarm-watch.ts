import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import {
  paginateDescribeAlarmHistory,
  paginateDescribeAlarms,
  type AlarmHistoryItem,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import { SmokeError } from './smoke-error.ts';

/** What the scenario reads of CloudWatch. */
export interface AlarmWatch {
  /** @throws SmokeError when one of the stack's alarms does not exist. */
  describe(): Promise<readonly MetricAlarm[]>;
  /** The history of one alarm since `sinceMs`, oldest first. */
  historySince(alarmName: string, sinceMs: number): Promise<readonly AlarmHistoryItem[]>;
}

/** Alarm names one call takes. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const maxNamesPerCall = 100;

/** What a page holds at most, of alarms and of history alike. */
const pageSize = 100;

/** Reads alarms and their history through the SDK, in a deployed stack and in a local one alike. */
export function createAlarmWatch(client: CloudWatchClient, alarmNames: readonly string[]): AlarmWatch {
  return {
    async describe() {
      const alarms: MetricAlarm[] = [];
      for (let start = 0; start < alarmNames.length; start += maxNamesPerCall) {
        const AlarmNames = alarmNames.slice(start, start + maxNamesPerCall);
        for await (const page of paginateDescribeAlarms({ client, pageSize }, { AlarmNames })) {
          alarms.push(...(page.MetricAlarms ?? []));
        }
      }
      const missing = alarmNames.filter((name) => !alarms.some((alarm) => alarm.AlarmName === name));
      if (missing.length > 0)
        throw new SmokeError(`CloudWatch has no alarm named ${missing.join(', ')}: is the stack up?`);
      return alarms;
    },
    async historySince(alarmName, sinceMs) {
      const items: AlarmHistoryItem[] = [];
      const asked = {
        AlarmName: alarmName,
        StartDate: new Date(sinceMs),
        ScanBy: 'TimestampAscending',
      } as const;
      for await (const page of paginateDescribeAlarmHistory({ client, pageSize }, asked)) {
        items.push(...(page.AlarmHistoryItems ?? []));
      }
      return items;
    },
  };
}
