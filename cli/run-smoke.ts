import { setTimeout as delay } from 'node:timers/promises';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { createAlarmWatch } from '../smoke/alarm-watch.ts';
import { runSmoke, type SmokeReport } from '../smoke/smoke.ts';
import type { StackOutputs } from '../smoke/stack-outputs.ts';
import { printedTimeline, renderTimeline } from '../smoke/timeline.ts';
import { findWrongKeyRecords } from '../smoke/trail-records.ts';
import { clientSettings } from './client-settings.ts';

/** CloudTrail delivers within minutes on average and promises nothing; locally it is seconds. */
const patience = {
  aws: { pollMs: 15_000, deadlineMs: 20 * 60_000, settleDeadlineMs: 20 * 60_000 },
  local: { pollMs: 1_000, deadlineMs: 80_000, settleDeadlineMs: 6 * 60_000 },
};

// The SDK's versions are pinned and work with Node 20; its notice about future ones would only alarm.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** Runs the scenario against the stack that these outputs are of, a local or a deployed one. */
export async function runSmokeOn(
  outputs: StackOutputs,
  options: { readonly wrongKeys: boolean; readonly onProgress: (message: string) => void },
): Promise<SmokeReport> {
  const client = clientSettings(outputs);
  const logs = new CloudWatchLogsClient(client);
  return runSmoke({
    ...options,
    ...(outputs.awsEndpointUrl === undefined ? patience.aws : patience.local),
    outputs,
    alarms: createAlarmWatch(new CloudWatchClient(client), outputs.alarmNames),
    wrongKeyRecords: (sinceMs) =>
      findWrongKeyRecords(logs, {
        logGroupName: outputs.trailLogGroupName,
        taskRoleArn: outputs.ecsTaskRoleArn,
        sinceMs,
      }),
    clock: { now: () => Date.now(), sleep: (ms) => delay(ms) },
  });
}

/** The report as a person reads it. */
export function formatSmokeReport({ passed, timeline, problems, notes }: SmokeReport): string {
  return [
    renderTimeline(timeline),
    '',
    ...notes.map((note) => `Note: ${note}`),
    ...problems.map((problem) => `Problem: ${problem}`),
    passed ? 'Passed.' : 'Failed.',
  ].join('\n');
}

/** The same for a script. */
export function smokeReportAsJson(report: SmokeReport): string {
  return JSON.stringify({ ...report, timeline: printedTimeline(report.timeline) }, undefined, 2);
}
