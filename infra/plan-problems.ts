import { detections, type Detection } from '../detections/index.ts';
import {
  planDetections,
  type DetectionPlanArgs,
  type PlannedDetection,
  type PlannedMetricFilter,
} from './detection-plan.ts';
import { eventPatternProblems } from './event-pattern-problems.ts';
import { Names } from './names.ts';
import { queuePolicyProblems } from './queue-policy-problems.ts';
import { watchedKmsErrors } from './watched-kms-errors.ts';
import { watchedSubjects } from './watched-subjects.ts';
import type { WatchSettings } from './watched.ts';

/** On one log group. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const maxMetricFilters = 100;
/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
const maxPatternLength = 1024;
/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html */
const maxQueryLength = 10_000;

/** A setting, and what it makes too large. */
export interface PlanProblem {
  readonly setting: keyof PlanSettings;
  readonly message: string;
}

/** What a plan follows from. */
export interface PlanSettings
  extends WatchSettings, Pick<DetectionPlanArgs, 'labAlarm' | 'metricNamespace' | 'detections'> {
  readonly egress: 'nat' | 'endpoints' | 'public-ip';
}

/** The settings that decide what a plan is like. */
export const planSettings = [
  'deployApplication',
  'monitorRoleArns',
  'monitorKeyArns',
  'monitorOrigins',
  'keyAdministratorArns',
  'previousKeyArns',
  'trailLogGroupName',
  'alarmTopicName',
  'egress',
  'containerInsights',
  'waf',
  'evidenceChannels',
  'evidenceWebhookSecretArn',
  'evidenceSlackSecretArn',
  'fastPath',
  'labAlarm',
  'metricNamespace',
  'detections',
] as const satisfies readonly (keyof PlanSettings)[];

/**
 * What CloudWatch and EventBridge would refuse of the detections that the settings ask for: too many metric filters, and
 * texts that are too long. Names and ids of the stack itself, which settings don't tell, are taken as long as they can be.
 */
export function planProblems(
  settings: PlanSettings,
  catalogue: readonly Detection[] = detections,
): readonly PlanProblem[] {
  const { planned, kmsErrors, fastPathProblems } = planLongest(settings, catalogue);
  const metricFilters = planned.flatMap((each) => each.metricFilters);
  const ofFilters: readonly PlanProblem[] = [
    ...(metricFilters.length <= maxMetricFilters
      ? []
      : [
          {
            setting: 'monitorRoleArns',
            message: `and the keys in monitorKeyArns and previousKeyArns take ${metricFilters.length} metric filters; CloudWatch allows ${maxMetricFilters} on a log group`,
          } as const,
        ]),
    ...planned.flatMap(patternProblems),
  ];
  return [
    ...ofFilters,
    ...(settings.fastPath && ofFilters.length === 0
      ? fastPathProblems().map((message) => ({ setting: 'fastPath', message }) as const)
      : []),
    ...planned.flatMap((each) => queryProblems(each.detection.id, each.query, settings)),
    ...queryProblems('kms-errors', kmsErrors, settings),
  ];
}

function planLongest(settings: PlanSettings, catalogue: readonly Detection[]) {
  const account = { partition: 'aws-us-gov', accountId: '111122223333', region: 'ap-southeast-2' };
  const names = new Names('p'.repeat(30), 's'.repeat(30), account);
  const { planned, watched } = planWith(names, settings, catalogue);
  return {
    planned,
    kmsErrors: watchedKmsErrors(watched),
    fastPathProblems: () => {
      const refused = eventPatternProblems(planned);
      return refused.length > 0 ? refused : queuePolicyProblems(planned, names, account.accountId);
    },
  };
}

/** The plan of a stack of these names, with examples for what AWS decides: as long as that can be. */
export function planWith(names: Names, settings: PlanSettings, catalogue: readonly Detection[]) {
  const keyArn = names.arn('kms', 'key/12345678-1234-1234-1234-123456789012');
  const applicationKeys = { application: keyArn, storage: keyArn };
  const watched = watchedSubjects({
    names,
    settings,
    taskOrigin:
      settings.egress === 'public-ip'
        ? undefined
        : { sourceAddresses: ['255.255.255.255', '255.255.255.255'], vpcEndpointIds: [] },
    keyArns: {
      ...(settings.deployApplication ? applicationKeys : {}),
      audit: keyArn,
      notifications: keyArn,
    },
  });
  const { planned } = planDetections(catalogue, { names, watched, ...settings });
  return { planned, watched };
}

function patternProblems({ detection, metricFilters }: PlannedDetection): PlanProblem[] {
  const longest = metricFilters.reduce<PlannedMetricFilter | undefined>(
    (a, b) => (a === undefined || length(b.pattern) > length(a.pattern) ? b : a),
    undefined,
  );
  if (longest === undefined || length(longest.pattern) <= maxPatternLength) return [];
  const message = `makes a filter pattern of ${detection.id} up to ${length(longest.pattern)} characters long; CloudWatch allows ${maxPatternLength}`;
  return [{ setting: settingBehind(longest.logicalName), message }];
}

/** The setting whose values make up the most of a filter's pattern. */
function settingBehind(logicalName: string): keyof PlanSettings {
  if (logicalName === 'kms-foreign-principal-application') return 'keyAdministratorArns';
  if (logicalName.startsWith('kms-use-elsewhere')) return 'monitorOrigins';
  if (logicalName.startsWith('monitoring-tampered-log')) return 'trailLogGroupName';
  if (logicalName.startsWith('monitoring-tampered-topic')) return 'alarmTopicName';
  if (logicalName === 'monitoring-tampered-secret-webhook') return 'evidenceWebhookSecretArn';
  if (logicalName === 'monitoring-tampered-secret-slack') return 'evidenceSlackSecretArn';
  return logicalName.startsWith('monitoring-tampered') ? 'detections' : 'monitorRoleArns';
}

function queryProblems(
  id: string,
  query: PlannedDetection['query'],
  { monitorKeyArns, previousKeyArns }: PlanSettings,
): PlanProblem[] {
  if (length(query) <= maxQueryLength) return [];
  const message = `makes the saved query of ${id} ${length(query)} characters long; CloudWatch Logs Insights allows ${maxQueryLength}`;
  const setting = previousKeyArns.length > monitorKeyArns.length ? 'previousKeyArns' : 'monitorKeyArns';
  return [{ setting, message }];
}

/** Of a text of a plan without anything that AWS decides. */
function length(text: PlannedDetection['query']): number {
  if (typeof text !== 'string') throw new TypeError('The plan was made of plain subjects.');
  return text.length;
}
