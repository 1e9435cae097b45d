import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { DescribeMetricFiltersCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Check, CheckContext } from '../check.ts';
import { count } from '../count.ts';
import { describeAlarms } from '../describe-alarms.ts';
import { describeMetricFilters } from '../describe-metric-filters.ts';
import { feeds } from '../feeds.ts';
import { fault, orWell, restore, type Finding } from '../finding.ts';

/** Namespaces that AWS writes itself. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html */
const awsNamespace = /^(AWS|ECS)\//;

/**
 * Whether some metric filter writes to the metric of each alarm. An alarm on a metric that nothing writes to is
 * OK for ever where missing data counts as not breaching.
 */
export const alarmFeeds: Check = {
  id: 'alarm-feeds',
  title: "The alarms' metrics are fed",
  actions: ['cloudwatch:DescribeAlarms', 'logs:DescribeMetricFilters'],
  async run(context) {
    const alarms = [...(await describeAlarms(context)).values()].filter(
      ({ Namespace = 'AWS/' }) => !awsNamespace.test(Namespace),
    );
    const filters = await describeMetricFilters(context);
    const unfed = alarms.filter((alarm) => !filters.some((filter) => feeds(filter, alarm).length > 0));
    const findings: Finding[] = [];
    for (const alarm of unfed) {
      if (!(await isFedElsewhere(context, alarm))) findings.push(explain(alarm));
    }
    return orWell(findings, `Metric filters feed ${count(alarms.length, 'alarm')}`);
  },
};

/** An alarm may watch the service's log group: filters of other groups are asked for by their metric, one alarm at a time. */
async function isFedElsewhere(
  { clients }: CheckContext,
  { MetricName, Namespace }: MetricAlarm,
): Promise<boolean> {
  const { metricFilters = [] } = await clients.logs.send(
    new DescribeMetricFiltersCommand({ metricName: MetricName, metricNamespace: Namespace }),
  );
  return metricFilters.length > 0;
}

function explain({ AlarmName: name = '', MetricName = '', Namespace = '' }: MetricAlarm): Finding {
  return fault(
    `No metric filter feeds ${Namespace} ${MetricName}, the metric of the alarm ${name}: it can't fire`,
    restore,
  );
}
