import type { AlarmDeclaration } from '../cloudwatch/alarm/index.ts';
import type { MetricFilterDeclaration } from '../cloudwatch/metric-filter.ts';
import type { DeclaredStack } from '../stack/declared-stack.ts';
import { feeds } from '../stack/declared/feeds.ts';
import { findRefusals } from '../stack/declared/find-refusals.ts';
import { DeclarationError } from '../stack/declared/properties.ts';
import { readAlarm } from '../stack/declared/read-alarm.ts';
import { readMetricFilter } from '../stack/declared/read-metric-filter.ts';
import type { DeployedPatterns } from './deployed-patterns.ts';

/** What archives are replayed through. */
export interface ReplayPlan {
  readonly stack: string;
  /** The log group the archives stand for. */
  readonly logGroupName: string;
  readonly metricFilters: readonly MetricFilterDeclaration[];
  /** Those that watch a metric of these filters. */
  readonly alarms: readonly AlarmDeclaration[];
  readonly notReplayed: readonly NotReplayed[];
}

/** An alarm that replaying says nothing about. */
export interface NotReplayed {
  readonly alarmName: string;
  readonly because: string;
}

export interface ReplayPlanOptions {
  /** Default: the group the trail writes to, by the stack's output `trailLogGroupName`. */
  readonly logGroupName?: string | undefined;
  /** The account the archives are of; patterns name the one that the evaluation answers for. */
  readonly accountId?: string | undefined;
  /** A role that stands for the declared task role, which history before the first deployment doesn't know. */
  readonly taskRoleArn?: string | undefined;
  /** Patterns as the stack was deployed; default those that the evaluation declares, with its example keys and addresses. */
  readonly deployedPatterns?: DeployedPatterns | undefined;
}

/**
 * Reads the metric filters of one log group and their alarms out of a declared stack.
 * @throws DeclarationError when the group is unknown or has no filter, or where CloudWatch would refuse a filter
 * or an alarm.
 */
export function readReplayPlan(stack: DeclaredStack, options: ReplayPlanOptions = {}): ReplayPlan {
  const logGroupName = options.logGroupName ?? stack.outputs['trailLogGroupName'];
  if (typeof logGroupName !== 'string') {
    throw new DeclarationError(
      `The stack "${stack.stack}" has no output trailLogGroupName; name the log group with --log-group.`,
    );
  }
  const declared = inOrderOf(
    stack.outputs['metricFilterNames'],
    stack.ofType('aws:cloudwatch/logMetricFilter:LogMetricFilter').map(readMetricFilter),
    ({ filterName }) => filterName,
  );
  const ofGroup = declared.filter((filter) => filter.logGroupName === logGroupName);
  const metricFilters =
    options.deployedPatterns === undefined
      ? withSubstitutes(ofGroup, substitution(stack, options))
      : asDeployed(ofGroup, options.deployedPatterns);
  if (metricFilters.length === 0) {
    const groups = [...new Set(declared.map((filter) => filter.logGroupName))].sort().join(', ');
    throw new DeclarationError(
      `The stack "${stack.stack}" declares no metric filter on ${logGroupName}. It has filters on: ${groups || 'none'}.`,
    );
  }
  const alarms = inOrderOf(
    stack.outputs['alarmNames'],
    stack.ofType('aws:cloudwatch/metricAlarm:MetricAlarm').map(readAlarm),
    ({ alarmName }) => alarmName,
  );
  const refusals = findRefusals({ metricFilters, alarms });
  if (refusals.length > 0) throw new DeclarationError(refusals.join('\n'));
  const isFed = (alarm: AlarmDeclaration): boolean => metricFilters.some((filter) => feeds(filter, alarm));
  return {
    stack: stack.stack,
    logGroupName,
    metricFilters,
    alarms: alarms.filter(isFed),
    notReplayed: alarms
      .filter((alarm) => !isFed(alarm))
      // In an order of their own: resources that wait for others are declared in any.
      .sort((a, b) => (a.alarmName < b.alarmName ? -1 : 1))
      .map(({ alarmName, namespace, metricName }) => ({
        alarmName,
        because: `${namespace} ${metricName} does not come from a metric filter on ${logGroupName}`,
      })),
  };
}

/** Resources that wait for others are declared in any order; the stack's output tells the one that is meant. */
function inOrderOf<T>(names: unknown, items: readonly T[], nameOf: (item: T) => string): T[] {
  const order = Array.isArray(names) ? names.map(String) : [];
  const place = (item: T): number => {
    const index = order.indexOf(nameOf(item));
    return index < 0 ? order.length : index;
  };
  return items.toSorted((a, b) => place(a) - place(b));
}

function withSubstitutes(
  filters: readonly MetricFilterDeclaration[],
  substitute: (pattern: string) => string,
): MetricFilterDeclaration[] {
  return filters.map((filter) => ({ ...filter, filterPattern: substitute(filter.filterPattern) }));
}

/** @throws DeclarationError that names the filters which were not deployed. */
function asDeployed(
  filters: readonly MetricFilterDeclaration[],
  patterns: DeployedPatterns,
): MetricFilterDeclaration[] {
  const missing = filters.map(({ filterName }) => filterName).filter((name) => patterns[name] === undefined);
  if (missing.length > 0) {
    throw new DeclarationError(
      `The outputs have no pattern of ${missing.sort().join(', ')}: they are of another stack, or of an older version of this one.`,
    );
  }
  return filters.map((filter) => ({
    ...filter,
    filterPattern: patterns[filter.filterName] ?? filter.filterPattern,
  }));
}

/** Puts the archive's own role, its sessions and account into a pattern, in place of the evaluation's. */
function substitution(stack: DeclaredStack, options: ReplayPlanOptions): (pattern: string) => string {
  const { ecsTaskRoleArn } = stack.outputs;
  const accountId = options.accountId ?? stack.accountId;
  const ofAccount = (text: string): string => text.replaceAll(stack.accountId, accountId);
  if (typeof ecsTaskRoleArn !== 'string') return ofAccount;
  const taskRoleArn = options.taskRoleArn ?? ofAccount(ecsTaskRoleArn);
  const ofSessions = replacing(sessionsOf(ecsTaskRoleArn), sessionsOf(taskRoleArn), ofAccount);
  return replacing(ecsTaskRoleArn, taskRoleArn, ofSessions);
}

/** Replaces one text by another, and changes only what stands between. */
function replacing(from: string, to: string, between: (text: string) => string): (pattern: string) => string {
  return (pattern) => pattern.split(from).map(between).join(to);
}

/**
 * What the ARNs of a role's sessions begin with; a role's path is no part of them.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
function sessionsOf(roleArn: string): string {
  const [, partition = '', , , accountId = '', resource = ''] = roleArn.split(':');
  return `arn:${partition}:sts::${accountId}:assumed-role/${resource.replace(/^.*\//, '')}/`;
}
