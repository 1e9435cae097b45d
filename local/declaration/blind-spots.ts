import type { AlarmDeclaration } from '../../cloudwatch/alarm/index.ts';
import type { MetricFilterDeclaration } from '../../cloudwatch/metric-filter.ts';
import { feeds } from '../../stack/declared/feeds.ts';
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

function trailBlindSpots({ trail, region, accountId, service }: LocalPlan): string[] {
  const probe = wrongKeyRecord({ region, accountId, taskRoleArn: service.taskRoleArn });
  const decision = evaluateRecording(trail.inputs, region, probe);
  return [
    ...(decision.recorded
      ? []
      : [`The trail ${trail.arn} does not record a task's KMS Decrypt: ${decision.because}.`]),
    ...(trail.logGroupName === undefined
      ? [
          `The trail ${trail.arn} sends no events to CloudWatch Logs: set cloudWatchLogsGroupArn and cloudWatchLogsRoleArn.`,
        ]
      : []),
  ];
}

function filterBlindSpots(filter: MetricFilterDeclaration, { trail, service, alarms }: LocalPlan): string[] {
  const { filterName, logGroupName } = filter;
  const { namespace, name } = filter.metricTransformation;
  const written = [trail.logGroupName, service.logGroupName];
  return [
    ...(trail.logGroupName === undefined || written.includes(logGroupName)
      ? []
      : [
          `The metric filter ${filterName} reads ${logGroupName}; the trail writes to ${trail.logGroupName}, the service to ${service.logGroupName ?? 'none'}.`,
        ]),
    ...(alarms.some((alarm) => feeds(filter, alarm))
      ? []
      : [`No alarm watches ${namespace} ${name}, the metric of the filter ${filterName}.`]),
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
