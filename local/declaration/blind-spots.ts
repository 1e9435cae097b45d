import type { AlarmDeclaration } from '../../cloudwatch/alarm/index.ts';
import { parseFilterPattern } from '../../cloudwatch/filter-pattern/index.ts';
import type { MetricFilterDeclaration } from '../../cloudwatch/metric-filter.ts';
import { feeds } from '../../stack/declared/feeds.ts';
import type { CloudTrailRecord } from '../cloudtrail/cloudtrail-record.ts';
import { evaluateRecording } from '../cloudtrail/trail.ts';
import type { LocalPlan, TopicPlan } from './local-plan.ts';
import { wrongKeyRecord } from './probe-record.ts';

/** The key SNS uses when told to encrypt without a key of one's own: CloudWatch has no right to it. @see https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns */
const managedSnsKey = 'alias/aws/sns';

/**
 * What would keep a wrong key from ever reaching a person: one sentence each, empty when nothing does. On AWS none
 * of these is an error, only silence.
 */
export function findBlindSpots(plan: LocalPlan): string[] {
  return [
    ...trailBlindSpots(plan),
    ...plan.metricFilters.flatMap((filter) => filterBlindSpots(filter, plan)),
    ...plan.alarms.flatMap((alarm) => alarmBlindSpots(alarm, plan)),
  ];
}

function trailBlindSpots(plan: LocalPlan): string[] {
  const { trail, region } = plan;
  const probe = probeOf(plan);
  const decision = evaluateRecording(trail.inputs, region, probe);
  return [
    ...(decision.recorded
      ? []
      : [`The trail ${trail.arn} does not record a task's KMS Decrypt: ${decision.because}.`]),
    ...(trail.logGroupName === undefined
      ? [
          `The trail ${trail.arn} sends no events to CloudWatch Logs: set cloudWatchLogsGroupArn and cloudWatchLogsRoleArn.`,
        ]
      : wrongKeyBlindSpots(plan, trail.logGroupName, JSON.stringify(probe))),
  ];
}

function probeOf({ region, accountId, service: { taskRoleArn, origin } }: LocalPlan): CloudTrailRecord {
  return wrongKeyRecord({ region, accountId, taskRoleArn, origin });
}

/** One filter that sees a wrong key and tells an alarm of it is enough; what becomes of the alarm is asked elsewhere. */
function wrongKeyBlindSpots(
  { metricFilters, alarms }: LocalPlan,
  trailLogGroup: string,
  message: string,
): string[] {
  const sees = metricFilters.some(
    (filter) =>
      filter.logGroupName === trailLogGroup &&
      parseFilterPattern(filter.filterPattern).match(message) &&
      alarms.some((alarm) => feeds(filter, alarm)),
  );
  return sees
    ? []
    : [
        `No metric filter on ${trailLogGroup} matches the record of a task's Decrypt with a wrong key and feeds an alarm.`,
      ];
}

/** CloudTrail records have an eventSource and an eventName each; a filter that asks for neither reads something else. */
const readsTrail = ({ filterPattern }: MetricFilterDeclaration): boolean =>
  /\$\.event(?:Source|Name)\b/.test(filterPattern);

function filterBlindSpots(filter: MetricFilterDeclaration, plan: LocalPlan): string[] {
  const { filterName } = filter;
  const { namespace, name } = filter.metricTransformation;
  return [
    ...logGroupBlindSpots(filter, plan),
    ...(plan.alarms.some((alarm) => feeds(filter, alarm))
      ? []
      : [`No alarm watches ${namespace} ${name}, the metric of the filter ${filterName}.`]),
  ];
}

function logGroupBlindSpots(filter: MetricFilterDeclaration, { trail, service }: LocalPlan): string[] {
  const { filterName, logGroupName } = filter;
  if (trail.logGroupName === undefined || logGroupName === trail.logGroupName) return [];
  if (readsTrail(filter)) {
    return [
      `The metric filter ${filterName} looks for CloudTrail records in ${logGroupName}; the trail writes to ${trail.logGroupName}.`,
    ];
  }
  if (logGroupName === service.logGroupName) return [];
  return [
    `The metric filter ${filterName} reads ${logGroupName}; the trail writes to ${trail.logGroupName}, the service to ${service.logGroupName ?? 'none'}.`,
  ];
}

function alarmBlindSpots(alarm: AlarmDeclaration, { metricFilters, topics }: LocalPlan): string[] {
  const actions = alarm.alarmActions ?? [];
  const spots = actions.flatMap((action) => topicBlindSpots(alarm, action, topics));
  if (!alarm.namespace.startsWith('AWS/') && !metricFilters.some((filter) => feeds(filter, alarm))) {
    spots.push(
      `The alarm ${alarm.alarmName} watches ${alarm.namespace} ${alarm.metricName}, a metric no filter emits.`,
    );
  }
  if (alarm.actionsEnabled === false) spots.push(`The actions of the alarm ${alarm.alarmName} are disabled.`);
  if (actions.length === 0) spots.push(`The alarm ${alarm.alarmName} has no action for ALARM.`);
  return spots;
}

function topicBlindSpots(alarm: AlarmDeclaration, action: string, topics: readonly TopicPlan[]): string[] {
  const topic = topics.find(({ arn }) => arn === action);
  if (topic === undefined)
    return [`The alarm ${alarm.alarmName} notifies ${action}, which this stack does not declare.`];
  return [
    ...(topic.subscriptions.length > 0
      ? []
      : [`Nobody is subscribed to ${topic.arn}, which the alarm ${alarm.alarmName} notifies.`]),
    ...(topic.kmsMasterKeyId === managedSnsKey
      ? [`${topic.arn} is encrypted with ${managedSnsKey}, a key CloudWatch alarms may not use.`]
      : []),
  ];
}
