import type { AlarmHistoryItem, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { detections } from '../../detections/index.ts';
import { alarmDescription } from '../../infra/alarm-description.ts';
import { runSmoke, type SmokeReport } from '../../smoke/smoke.ts';
import type { TrailRecord } from '../../smoke/trail-records.ts';

export const wrongKey = 'app-dev-kms-wrong-key';
export const lab = 'LabAlarm';

/** As a stack describes the alarm of a detection. */
function describedAs(id: string): string {
  const detection = detections.find((each) => each.id === id);
  if (detection === undefined) throw new Error(`There is no detection ${id}.`);
  return alarmDescription(detection, { about: 'Role: arn:aws:iam::1:role/task', queryName: 'app/dev' });
}

/** The stack's alarms in the order of its outputs. */
export const usualAlarms = { [lab]: describedAs('kms-errors-lab'), [wrongKey]: describedAs('kms-wrong-key') };
export const startMs = Date.UTC(2026, 10, 21, 12, 0, 0);

export const stateUpdate = (AlarmName: string, atMs: number, from: string, to: string): AlarmHistoryItem => ({
  AlarmName,
  Timestamp: new Date(atMs),
  HistoryItemType: 'StateUpdate',
  HistorySummary: `Alarm updated from ${from} to ${to}`,
  HistoryData: JSON.stringify({
    oldState: { stateValue: from },
    newState: {
      stateValue: to,
      stateReason: 'because',
      stateReasonData: { evaluatedDatapoints: [{ timestamp: '2026-11-21T12:00:00.000+0000', value: 4 }] },
    },
  }),
});
export const action = (AlarmName: string, atMs: number): AlarmHistoryItem => ({
  AlarmName,
  Timestamp: new Date(atMs),
  HistoryItemType: 'Action',
  HistorySummary: 'Successfully executed action arn:aws:sns:x:1:topic',
});

/** What the scenario meets; the usual where nothing is said. */
export interface World {
  states?: (nowMs: number) => string;
  history?: Record<string, readonly AlarmHistoryItem[]>;
  /** The alarms' descriptions by their names. */
  described?: Readonly<Record<string, string>>;
  wrongKeys?: boolean;
  awsEndpointUrl?: string;
  records?: () => Promise<readonly TrailRecord[]>;
  moreAlarms?: readonly string[];
}

export interface Smoked extends SmokeReport {
  readonly progress: string[];
  readonly endedMs: number;
  /** How many alarms' histories were asked for at once, at most. */
  readonly mostAtOnce: number;
}

/** Runs the scenario on a clock that its pauses move. */
export async function smokeIn(applicationEndpoint: string, world: World): Promise<Smoked> {
  let nowMs = startMs;
  let open = 0;
  let mostAtOnce = 0;
  const progress: string[] = [];
  const described: Readonly<Record<string, string>> = world.described ?? usualAlarms;
  const describeAlarm = (name: string): MetricAlarm => ({
    AlarmName: name,
    StateValue: (world.states?.(nowMs) ?? 'OK') as 'OK',
    ActionsEnabled: true,
    AlarmActions: ['arn:aws:sns:x:1:topic'],
    AlarmDescription: described[name] ?? '',
  });
  const report = await runSmoke({
    outputs: {
      applicationEndpoint,
      ecsTaskRoleArn: 'arn:aws:iam::1:role/task',
      trailLogGroupName: '/trail',
      alarmNames: [...Object.keys(described), ...(world.moreAlarms ?? [])],
      awsRegion: 'eu-west-1',
      awsEndpointUrl: world.awsEndpointUrl,
    },
    alarms: {
      // CloudWatch answers in an order of its own.
      describe: () => Promise.resolve(Object.keys(described).reverse().map(describeAlarm)),
      historySince: async (name, sinceMs) => {
        mostAtOnce = Math.max(mostAtOnce, ++open);
        await Promise.resolve();
        open--;
        return (world.history?.[name] ?? []).filter(
          ({ Timestamp: t }) => t !== undefined && t.getTime() >= sinceMs && t.getTime() <= nowMs,
        );
      },
    },
    wrongKeyRecords: world.records ?? (() => Promise.resolve([])),
    clock: {
      now: () => nowMs,
      sleep: (ms) => {
        nowMs += ms;
        return Promise.resolve();
      },
    },
    pollMs: 15_000,
    deadlineMs: 20 * 60_000,
    settleDeadlineMs: 6 * 60_000,
    onProgress: (message) => progress.push(message),
    wrongKeys: world.wrongKeys ?? false,
  });
  return { ...report, progress, endedMs: nowMs, mostAtOnce };
}

/** The history of an alarm that fires five minutes after the start. */
export const fired = {
  [wrongKey]: [stateUpdate(wrongKey, startMs + 300_000, 'OK', 'ALARM'), action(wrongKey, startMs + 301_000)],
};
