import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { DescribeMetricFiltersCommand, type MetricFilter } from '@aws-sdk/client-cloudwatch-logs';
import type { Check, CheckContext } from '../check.ts';
import { count } from '../count.ts';
import { describeAlarms } from '../describe-alarms.ts';
import { describeMetricFilters } from '../describe-metric-filters.ts';
import { feeds } from '../feeds.ts';
import { fault, orWell, restore, type Finding } from '../finding.ts';

/** Namespaces that AWS writes itself. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html */
const awsNamespace = /^(AWS|ECS)\//;

/**
 * Whether some metric filter writes to the metric of each alarm, and more matches bring the alarm nearer to firing. An
 * alarm on a metric that nothing writes to is OK for ever where missing data counts as not breaching.
 */
export const alarmFeeds: Check = {
  id: 'alarm-feeds',
  title: "The alarms' metrics are fed",
  actions: ['cloudwatch:DescribeAlarms', 'logs:DescribeMetricFilters'],
  async run(context) {
    const alarms = [...(await describeAlarms(context)).values()].filter(
      ({ Namespace = '' }) => !awsNamespace.test(Namespace),
    );
    const filters = await describeMetricFilters(context);
    const findings: Finding[] = [];
    for (const alarm of alarms) {
      if (alarm.MetricName === undefined) findings.push(watchesNoMetric(alarm));
      else if (isFed(alarm, filters) || (await isFedElsewhere(context, alarm)))
        findings.push(...misreads(alarm));
      else findings.push(explain(alarm));
    }
    return orWell(findings, `Metric filters feed ${count(alarms.length, 'alarm')}`);
  },
};

function isFed(alarm: MetricAlarm, filters: readonly MetricFilter[]): boolean {
  return filters.some((filter) => feeds(filter, alarm).length > 0);
}

/** An alarm may watch the service's log group: filters of other groups are asked for by their metric, one alarm at a time. */
async function isFedElsewhere({ clients }: CheckContext, alarm: MetricAlarm): Promise<boolean> {
  const { MetricName, Namespace } = alarm;
  const { metricFilters = [] } = await clients.logs.send(
    new DescribeMetricFiltersCommand({ metricName: MetricName, metricNamespace: Namespace }),
  );
  return isFed(alarm, metricFilters);
}

/** Every alarm of a stack that a metric filter feeds goes off above a sum of matches. */
function misreads(alarm: MetricAlarm): readonly Finding[] {
  const { AlarmName: name = '', ComparisonOperator: operator, Statistic: statistic } = alarm;
  const goesOffAbove = operator === 'GreaterThanThreshold' || operator === 'GreaterThanOrEqualToThreshold';
  const faults = [
    ...(statistic === 'Sum' ? [] : [`takes ${statistic ?? 'a percentile'} of its metric instead of Sum`]),
    ...(goesOffAbove ? [] : [`compares by ${operator ?? 'nothing'} instead of above a threshold`]),
  ];
  return faults.map((what) => fault(`The alarm ${name} ${what}: matches don't set it off`, restore));
}

function watchesNoMetric({ AlarmName: name = '' }: MetricAlarm): Finding {
  return fault(
    `The alarm ${name} watches an expression or a query instead of one metric, as no alarm of a stack does`,
    restore,
  );
}

function explain({ AlarmName: name = '', MetricName = '', Namespace = '' }: MetricAlarm): Finding {
  return fault(
    `No metric filter feeds ${Namespace} ${MetricName}, the metric of the alarm ${name}: it can't fire`,
    restore,
  );
}
