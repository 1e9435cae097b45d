import * as pulumi from '@pulumi/pulumi';
import { detections as catalogue, requestLogQuery } from '../detections/index.ts';
import type { Account } from './account.ts';
import { Dashboard, type ShownService } from './dashboard.ts';
import { databaseEventSourceArns } from './database-events.ts';
import type { DeclaredApplication } from './declare-application.ts';
import { planDetections, type PlannedDetection } from './detection-plan.ts';
import { Detections } from './detections.ts';
import { evidenceAlarmNames } from './evidence-alarms.ts';
import { Evidence, evidenceTimeoutSeconds } from './evidence.ts';
import { FastPath } from './fast-path.ts';
import { planFastPath, type FastPathRule } from './fast-path-plan.ts';
import { healthAlarmNames } from './health-alarms.ts';
import { Health } from './health.ts';
import type { LogSettings } from './log-settings.ts';
import type { MonitoringKeys } from './monitoring-keys.ts';
import type { Names } from './names.ts';
import { Notifications } from './notifications.ts';
import { SavedQueries, type TrailQuery } from './saved-queries.ts';
import type { Settings } from './settings.ts';
import { watchedKmsErrors } from './watched-kms-errors.ts';
import { watchedSubjects } from './watched-subjects.ts';

export interface DeclareMonitoringArgs {
  readonly account: Account;
  readonly names: Names;
  readonly settings: Settings;
  readonly keys: MonitoringKeys;
  readonly logs: LogSettings;
  /** Where CloudTrail's records arrive. */
  readonly trailLogGroupName: pulumi.Input<string>;
  /** `undefined`: somebody else's service is watched. */
  readonly application: DeclaredApplication | undefined;
  /** RDS tells the topic what happens to the database. */
  readonly databaseEvents: boolean;
}

/** Composes what watches: detections on the trail's records, alarms on the service's health, and who is told. */
export async function declareMonitoring(args: DeclareMonitoringArgs) {
  const { account, names, settings, keys, trailLogGroupName, application, databaseEvents } = args;
  const watched = watchedSubjects({
    names,
    settings,
    taskOrigin: application?.taskOrigin,
    keyArns: { ...application?.keyArns, audit: keys.audit.arn, notifications: keys.notifications.arn },
  });
  const { planned: plan, leftOut } = planDetections(catalogue, { names, watched, ...settings });
  const fastPath = settings.fastPath ? planFastPath(plan, names) : { rules: [], leftOut: [] };
  for (const sentence of [...leftOut, ...fastPath.leftOut]) await pulumi.log.warn(sentence);

  const { topicArn } = new Notifications('notifications', {
    account,
    names,
    topicName: settings.alarmTopicName,
    kmsKeyArn: keys.notifications.arn,
    alertEmail: settings.alertEmail,
    publishingAlarms: [
      ...plan.map(({ alarmName }) => alarmName),
      ...(application ? healthAlarmNames(names) : []),
      ...evidenceAlarmNames(names, settings.evidenceChannels.length > 0, fastPath.rules.length > 0),
    ],
    databaseEventSourceArns: databaseEvents ? databaseEventSourceArns(names) : [],
  });
  const detections = new Detections('detections', { plan, logGroupName: trailLogGroupName, topicArn });
  const health = application && new Health('health', { names, subject: application.health, topicArn });
  const kmsErrors: TrailQuery = { name: names.query('kms-errors'), query: watchedKmsErrors(watched) };
  new SavedQueries('queries', {
    names,
    plan,
    kmsErrors,
    trailLogGroupName,
    serviceLogGroupName: application?.logGroupName,
  });
  const explanation = declareEvidence(args, plan, topicArn, fastPath.rules);
  const dashboard = settings.dashboard
    ? new Dashboard('dashboard', {
        account,
        names,
        plan,
        kmsErrors,
        trailLogGroupName,
        service: application && shownService(application),
      })
    : undefined;

  return {
    metricFilterNames: detections.metricFilterNames,
    metricFilterPatterns: detections.metricFilterPatterns,
    /** Of attacks first, then of the service's health and of the monitoring's own. */
    alarmNames: pulumi
      .all([detections.alarmNames, health?.alarmNames ?? [], pulumi.all(explanation)])
      .apply((alarmNames) => alarmNames.flat()),
    topicArn,
    /** Absent where `dashboard` is false. */
    dashboardUrl: dashboard?.url,
  };
}

function shownService({ health, clusterName, serviceName, logGroupName }: DeclaredApplication): ShownService {
  return { health, clusterName, serviceName, requests: { logGroupName, query: requestLogQuery } };
}

/** What explains the alarms, and the fast path to it; nothing where no channel is asked for. Answers their alarms' names. */
function declareEvidence(
  { account, names, settings, keys, logs, trailLogGroupName, application }: DeclareMonitoringArgs,
  plan: readonly PlannedDetection[],
  topicArn: pulumi.Input<string>,
  rules: readonly FastPathRule[],
): pulumi.Output<string>[] {
  if (settings.evidenceChannels.length === 0) return [];
  const evidence = new Evidence('evidence', {
    account,
    names,
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
    settings,
    logs,
    plan,
    trailLogGroupName,
    serviceLogGroupName: application?.logGroupName,
    topicArn,
    topicKmsKeyArn: keys.notifications.arn,
    fastPathRuleArns: rules.map(({ ruleName }) => names.arn('events', `rule/${ruleName}`)),
  });
  if (rules.length === 0) return [...evidence.alarmNames];
  const fastPath = new FastPath('fast-path', {
    account,
    names,
    rules,
    evidence,
    timeoutSeconds: evidenceTimeoutSeconds,
    topicArn,
  });
  return [...evidence.alarmNames, fastPath.alarmName];
}
