import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { goodDecrypt, failedDecrypt, recordedSubject } from '../../../detections/recorded/kms-records.ts';
import type { ReplayPlan } from '../../../replay/replay-plan.ts';
import { openArchives, replay, type ReplayOptions } from '../../../replay/replay.ts';
import { wrongKeyAlarm } from '../cloudwatch/alarm-fixtures.ts';

/** One filter on wrong keys of the recorded task role, one alarm on it. */
export const wrongKeyPlan: ReplayPlan = {
  stack: 'test',
  logGroupName: 'trail',
  metricFilters: [
    {
      filterName: 'wrong-key',
      logGroupName: 'trail',
      filterPattern: `{ $.errorCode = "InvalidCiphertext*" && $.eventSource = "kms.amazonaws.com" && $.userIdentity.sessionContext.sessionIssuer.arn = "${recordedSubject.taskRoleArn}" }`,
      metricTransformation: {
        namespace: wrongKeyAlarm.namespace,
        name: wrongKeyAlarm.metricName,
        value: '1',
        defaultValue: 0,
      },
    },
  ],
  alarms: [wrongKeyAlarm],
  notReplayed: [],
};

/** A record with a wrong key at a time of 2026-01-01, `HH:MM:SS`. */
export function wrongKeyAt(time: string, fields: object = {}): string {
  const record = { ...failedDecrypt('InvalidCiphertextException'), eventID: `wrong-key-${time}` };
  return JSON.stringify({ ...record, eventTime: `2026-01-01T${time}Z`, ...fields });
}

/** A record that no pattern matches. */
export function goodCallAt(time: string, fields: object = {}): string {
  const record = { ...goodDecrypt, eventID: `good-${time}`, eventTime: `2026-01-01T${time}Z` };
  return JSON.stringify({ ...record, ...fields });
}

export function documentOf(...records: readonly string[]): string {
  return `{"Records":[${records.join(',')}]}`;
}

/** Writes files below a folder of their own, which the test's end removes. */
export async function writeFiles(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'keywatch-replay-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}

/** Replays files, delivered at once, through {@link wrongKeyPlan}. */
export async function replayOf(
  files: Readonly<Record<string, string | Buffer>>,
  options: Partial<ReplayOptions> = {},
) {
  const folder = await writeFiles(files);
  const report = await replay({
    plan: wrongKeyPlan,
    archives: await openArchives([folder]),
    deliveryDelaySeconds: 0,
    tune: false,
    ...options,
  });
  const [filter] = report.metricFilters;
  const [alarm] = report.alarms;
  if (filter === undefined || alarm === undefined) throw new Error('The plan has one filter and one alarm.');
  const changes = alarm.transitions.map(({ at, to }) => `${at.slice(11, 19)} ${to}`);
  return { report, filter, alarm, changes, folder };
}
