import { type AlarmDeclaration, validateAlarm } from '../../cloudwatch/alarm/index.ts';
import { logGroupProblems } from '../../cloudwatch/log-group-limits.ts';
import {
  type MetricFilter,
  type MetricFilterDeclaration,
  createMetricFilter,
} from '../../cloudwatch/metric-filter.ts';

/**
 * What CloudWatch would refuse to create, one sentence each: patterns, metric filters and alarms beyond its rules, and
 * more metric filters than a log group takes.
 */
export function findRefusals({
  metricFilters,
  alarms,
}: {
  readonly metricFilters: readonly MetricFilterDeclaration[];
  readonly alarms: readonly AlarmDeclaration[];
}): string[] {
  const created: MetricFilter[] = [];
  return [
    ...metricFilters.flatMap((filter) =>
      refusal(`metric filter ${filter.filterName}`, () => created.push(createMetricFilter(filter))),
    ),
    ...groupRefusals(created),
    ...alarms.flatMap((alarm) => refusal(`alarm ${alarm.alarmName}`, () => validateAlarm(alarm))),
  ];
}

function groupRefusals(filters: readonly MetricFilter[]): string[] {
  const groupOf = ({ declaration }: MetricFilter): string => declaration.logGroupName;
  return [...new Set(filters.map(groupOf))].flatMap((group) =>
    logGroupProblems(filters.filter((filter) => groupOf(filter) === group)).map(
      (problem) => `CloudWatch would refuse metric filters on ${group}: ${problem}`,
    ),
  );
}

function refusal(what: string, create: () => unknown): string[] {
  try {
    create();
    return [];
  } catch (error) {
    return [`CloudWatch would refuse the ${what}: ${(error as Error).message}`];
  }
}
