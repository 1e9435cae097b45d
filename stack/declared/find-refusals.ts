import { type AlarmDeclaration, validateAlarm } from '../../cloudwatch/alarm/index.ts';
import { type MetricFilterDeclaration, createMetricFilter } from '../../cloudwatch/metric-filter.ts';

/** What CloudWatch would refuse to create, one sentence each: patterns, metric filters and alarms beyond its rules. */
export function findRefusals({
  metricFilters,
  alarms,
}: {
  readonly metricFilters: readonly MetricFilterDeclaration[];
  readonly alarms: readonly AlarmDeclaration[];
}): string[] {
  return [
    ...metricFilters.flatMap((filter) =>
      refusal(`metric filter ${filter.filterName}`, () => createMetricFilter(filter)),
    ),
    ...alarms.flatMap((alarm) => refusal(`alarm ${alarm.alarmName}`, () => validateAlarm(alarm))),
  ];
}

function refusal(what: string, create: () => unknown): string[] {
  try {
    create();
    return [];
  } catch (error) {
    return [`CloudWatch would refuse the ${what}: ${(error as Error).message}`];
  }
}
