import type { MetricFilterDeclaration, MetricTransformation } from '../../../cloudwatch/metric-filter.ts';
import type { ReplayPlan } from '../../../replay/replay-plan.ts';
import { wrongKeyAlarm } from '../cloudwatch/alarm-fixtures.ts';

/** A metric filter that feeds the one alarm of {@link planOf}. */
export function filterOf(
  filterName: string,
  filterPattern: string,
  transformation: Partial<MetricTransformation> = {},
): MetricFilterDeclaration {
  const { namespace, metricName } = wrongKeyAlarm;
  const metricTransformation = {
    namespace,
    name: metricName,
    value: '1',
    defaultValue: 0,
    ...transformation,
  };
  return { filterName, logGroupName: 'trail', filterPattern, metricTransformation };
}

/** Filters, and one alarm that they all feed. */
export function planOf(...metricFilters: readonly MetricFilterDeclaration[]): ReplayPlan {
  return { stack: 'test', logGroupName: 'trail', metricFilters, alarms: [wrongKeyAlarm], notReplayed: [] };
}
