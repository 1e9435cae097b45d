import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { MetricFilter } from '@aws-sdk/client-cloudwatch-logs';
import type { Check } from '../check.ts';
import { count } from '../count.ts';
import { describeAlarms } from '../describe-alarms.ts';
import { describeInstant } from '../describe-time.ts';
import { describeMetricFilters } from '../describe-metric-filters.ts';
import { feeds } from '../feeds.ts';
import { fault, orWell, warning, type Finding } from '../finding.ts';

/** CloudWatch evaluates an alarm every minute; a new one has long been evaluated after so many. */
const settlingMs = 15 * 60_000;

/**
 * What the alarms see. INSUFFICIENT_DATA is harmless where only a match makes a datapoint, and blindness where
 * missing data has a meaning or every log event makes one.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export const alarmStates: Check = {
  id: 'alarm-states',
  title: 'The alarms see data',
  actions: ['cloudwatch:DescribeAlarms', 'logs:DescribeMetricFilters'],
  async run(context) {
    const alarms = [...(await describeAlarms(context)).values()];
    const lacksData = alarms.filter(({ StateValue }) => StateValue === 'INSUFFICIENT_DATA');
    const filters = lacksData.some(maySeeNothing) ? await describeMetricFilters(context) : [];
    const findings = [
      ...lacksData.flatMap((alarm) => explainNoData(alarm, filters, context.nowMs)),
      ...alarms
        .filter(({ StateValue }) => StateValue === 'ALARM')
        .map((alarm) => explainAlarm(alarm, context.nowMs)),
    ];
    return orWell(findings, `Of ${count(alarms.length, 'alarm')} none lacks data or is in ALARM`);
  },
};

/** Whether the alarm stays in INSUFFICIENT_DATA for as long as its metric has no datapoint. */
function maySeeNothing({ TreatMissingData = 'missing' }: MetricAlarm): boolean {
  return TreatMissingData === 'missing' || TreatMissingData === 'ignore';
}

function explainNoData(
  alarm: MetricAlarm,
  filters: readonly MetricFilter[],
  nowMs: number,
): readonly Finding[] {
  const { AlarmName: name = '', StateUpdatedTimestamp } = alarm;
  const sinceMs = StateUpdatedTimestamp?.getTime() ?? 0;
  const feeding = filters.flatMap((filter) => feeds(filter, alarm));
  const waitsForMatch =
    maySeeNothing(alarm) &&
    feeding.length > 0 &&
    feeding.every(({ defaultValue }) => defaultValue === undefined);
  if (waitsForMatch) return [];
  if (nowMs - sinceMs <= settlingMs) {
    return [
      warning(`The alarm ${name} is new and has not been evaluated yet`, 'run this again in fifteen minutes'),
    ];
  }
  return [
    fault(
      `The alarm ${name} has been in INSUFFICIENT_DATA since ${describeInstant(sinceMs, nowMs)}: it sees no data and can't fire`,
      'see log-group-receiving, metric-filters and alarm-feeds; for a metric of AWS, whether what it measures still exists',
    ),
  ];
}

function explainAlarm(alarm: MetricAlarm, nowMs: number): Finding {
  const { AlarmName: name = '', StateReason = '', StateUpdatedTimestamp } = alarm;
  const sinceMs = StateUpdatedTimestamp?.getTime() ?? 0;
  return warning(
    `The alarm ${name} has been in ALARM since ${describeInstant(sinceMs, nowMs)}: ${StateReason.replace(/\.$/, '')}`,
    "follow the steps of the alarm's description; nobody is told again until it has recovered",
  );
}
