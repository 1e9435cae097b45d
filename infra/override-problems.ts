import { detections, type Detection } from '../detections/index.ts';
import type { PlannedDetection } from './detection-plan.ts';
import { evidenceAlarmNames } from './evidence-alarms.ts';
import { healthAlarmNames, recordIntegrityMetric } from './health-alarms.ts';
import { Names } from './names.ts';
import { planWith, type PlanSettings } from './plan-problems.ts';

/** A name, and whose it is. */
interface Named {
  readonly name: string;
  readonly owner: string;
}

/**
 * What a stack's names for single detections would lose or mix up, one message each. CloudWatch refuses none of it: a
 * second alarm or metric filter of a name overwrites the first one, and two filters on one metric add up.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
 */
export function overrideProblems(
  settings: PlanSettings,
  { project, stack }: { readonly project: string; readonly stack: string },
  catalogue: readonly Detection[] = detections,
): readonly string[] {
  // Neither names nor metrics have anything of the account.
  const names = new Names(project, stack, {
    partition: 'aws',
    accountId: '111122223333',
    region: 'us-east-1',
  });
  const { planned } = planWith(names, settings, catalogue);
  return [
    ...shared([...planned.map(alarmOf), ...otherAlarms(names, settings)]).map(
      ({ name, owners }) =>
        `gives ${owners} the same alarm name, ${JSON.stringify(name)}; CloudWatch keeps one alarm of a name, so each takes its own`,
    ),
    ...shared(planned.flatMap(filtersOf)).map(
      ({ name, owners }) =>
        `gives ${owners} the same metric filter name, ${JSON.stringify(name)}; a log group keeps one filter of a name, so each takes its own`,
    ),
    ...shared([...planned.flatMap(metricOf), ...otherMetrics(names, settings)]).map(
      ({ name, owners }) =>
        `gives ${owners} the same metric, ${name}; what they count would add up, so each takes its own`,
    ),
  ];
}

function alarmOf({ detection, alarmName }: PlannedDetection): Named {
  return { name: alarmName, owner: detection.id };
}

function otherAlarms(
  names: Names,
  { deployApplication, evidenceChannels, fastPath }: PlanSettings,
): readonly Named[] {
  const ofHealth = deployApplication ? healthAlarmNames(names) : [];
  const ofEvidence = evidenceAlarmNames(names, evidenceChannels.length > 0, fastPath);
  return [
    ...ofHealth.map((name) => ({ name, owner: "an alarm on the service's health" })),
    ...ofEvidence.map((name) => ({ name, owner: 'an alarm on what explains alarms' })),
  ];
}

function filtersOf({ detection, metricFilters }: PlannedDetection): readonly Named[] {
  return metricFilters.map(({ name }) => ({ name, owner: detection.id }));
}

/** None where the metric is AWS's own. */
function metricOf(planned: PlannedDetection): readonly Named[] {
  const { detection, metricFilters, metricNamespace, metricName } = planned;
  return metricFilters.length === 0
    ? []
    : [{ name: metric(metricNamespace, metricName), owner: detection.id }];
}

function otherMetrics(names: Names, { deployApplication, metricNamespace }: PlanSettings): readonly Named[] {
  const name = metric(metricNamespace ?? names.metricNamespace(), recordIntegrityMetric.name);
  return deployApplication ? [{ name, owner: "an alarm on the service's health" }] : [];
}

function metric(namespace: string, name: string): string {
  return `${JSON.stringify(name)} of ${JSON.stringify(namespace)}`;
}

/** The names that several have. The same owners share one for each role that is watched: the first tells of all. */
function shared(all: readonly Named[]): readonly { readonly name: string; readonly owners: string }[] {
  const ownersByName = new Map<string, string[]>();
  for (const { name, owner } of all) {
    const others = ownersByName.get(name) ?? [];
    ownersByName.set(name, others.includes(owner) ? others : [...others, owner]);
  }
  const nameByOwners = new Map<string, string>();
  for (const [name, owners] of ownersByName) {
    const words = owners.join(' and ');
    if (owners.length > 1 && !nameByOwners.has(words)) nameByOwners.set(words, name);
  }
  return [...nameByOwners].map(([owners, name]) => ({ name, owners }));
}
