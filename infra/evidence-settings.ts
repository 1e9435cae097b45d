import * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import type { PlannedDetection } from './detection-plan.ts';
import type { Settings } from './settings.ts';

export interface EvidenceSettingsArgs {
  readonly account: Account;
  readonly project: string;
  readonly stack: string;
  readonly trailLogGroupName: pulumi.Input<string>;
  /** `undefined`: the service is not deployed here. */
  readonly serviceLogGroupName: pulumi.Input<string> | undefined;
  readonly tableName: pulumi.Input<string>;
  readonly topicArn: pulumi.Input<string>;
  readonly settings: EvidenceChannels;
  readonly plan: readonly PlannedDetection[];
}

/** The settings that say how people are reached. */
export type EvidenceChannels = Pick<
  Settings,
  'evidenceChannels' | 'evidenceWebhookUrl' | 'evidenceWebhookSecretArn' | 'evidenceSlackSecretArn'
>;

/**
 * What the function knows of its stack, as the JSON it finds beside its bundle. The form is `functions/evidence/`'s,
 * which imports nothing of ours and is imported by nothing here: a test holds the two together.
 */
export function evidenceSettingsJson(args: EvidenceSettingsArgs): pulumi.Output<string> {
  const { account, project, stack, trailLogGroupName, serviceLogGroupName, tableName, plan } = args;
  return pulumi.jsonStringify({
    project,
    stack,
    partition: account.partition,
    region: account.region,
    trailLogGroupName,
    ...(serviceLogGroupName === undefined ? {} : { serviceLogGroupName }),
    tableName,
    channels: describeChannels(args),
    alarms: plan.map((planned) => describeAlarm(planned, serviceLogGroupName !== undefined)),
  });
}

function describeChannels({ settings, topicArn }: EvidenceSettingsArgs) {
  const { evidenceChannels, evidenceWebhookUrl, evidenceWebhookSecretArn, evidenceSlackSecretArn } = settings;
  const isOn = (channel: EvidenceChannels['evidenceChannels'][number]): boolean =>
    evidenceChannels.includes(channel);
  return {
    ...(isOn('email') ? { email: { topicArn } } : {}),
    ...(isOn('webhook') ? { webhook: { url: evidenceWebhookUrl, secretArn: evidenceWebhookSecretArn } } : {}),
    ...(isOn('slack') ? { slack: { secretArn: evidenceSlackSecretArn } } : {}),
  };
}

function describeAlarm(planned: PlannedDetection, isServiceHere: boolean) {
  const { detection, identity, about, alarmName, metricFilters, query } = planned;
  const { id, title, severity, meaning, runbook, notifyRecovery, alarm, scope } = detection;
  return {
    alarmName,
    detection: id,
    title,
    severity,
    meaning,
    runbook,
    about,
    notifyRecovery,
    lookbackSeconds: alarm.periodSeconds * alarm.evaluationPeriods,
    filterPatterns: metricFilters.map(({ pattern }) => pattern),
    // Calls of a role that is the stack's own, which are the service's; those of other principals have no client.
    madeForClients: isServiceHere && identity === undefined && (scope === 'role' || scope === 'origin'),
    query,
  };
}
