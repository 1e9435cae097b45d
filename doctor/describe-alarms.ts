import { paginateDescribeAlarms, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { CheckContext } from './check.ts';

/** Alarm names one call takes. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const maxNamesPerCall = 100;

/** The stack's alarms, as far as they exist, by name. */
export async function describeAlarms({
  clients,
  stack,
}: CheckContext): Promise<ReadonlyMap<string, MetricAlarm>> {
  const alarms = new Map<string, MetricAlarm>();
  for (let start = 0; start < stack.alarmNames.length; start += maxNamesPerCall) {
    const names = stack.alarmNames.slice(start, start + maxNamesPerCall);
    for await (const page of paginateDescribeAlarms({ client: clients.cloudWatch }, { AlarmNames: names })) {
      for (const alarm of page.MetricAlarms ?? []) alarms.set(alarm.AlarmName ?? '', alarm);
    }
  }
  return alarms;
}
