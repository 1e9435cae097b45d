import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import {
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
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

/** Reads alarms and their history through the SDK, in a deployed stack and in a local one alike. */
export function createAlarmWatch(client: CloudWatchClient, alarmNames: readonly string[]): AlarmWatch {
  return {
    async describe() {
      const { MetricAlarms = [] } = await client.send(
        new DescribeAlarmsCommand({ AlarmNames: [...alarmNames] }),
      );
      const missing = alarmNames.filter((name) => !MetricAlarms.some((alarm) => alarm.AlarmName === name));
      if (missing.length > 0)
        throw new SmokeError(`CloudWatch has no alarm named ${missing.join(', ')}: is the stack up?`);
      return MetricAlarms;
    },
    async historySince(alarmName, sinceMs) {
      const { AlarmHistoryItems = [] } = await client.send(
        new DescribeAlarmHistoryCommand({
          AlarmName: alarmName,
          StartDate: new Date(sinceMs),
          MaxRecords: 100,
          ScanBy: 'TimestampAscending',
        }),
      );
      return AlarmHistoryItems;
    },
  };
}
