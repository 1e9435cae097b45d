import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { CloudTrailRecord } from '../../../local/cloudtrail/cloudtrail-record.ts';
import { readReplayPlan } from '../../../replay/replay-plan.ts';
import { openArchives, replay } from '../../../replay/replay.ts';
import type { ReplayReport } from '../../../replay/report/report.ts';
import { declaredDevStack } from '../local-plan.ts';

/** Names of alarms that went off at least once. */
export const alarmsIn = ({ alarms }: ReplayReport): string[] =>
  alarms.filter(({ timesInAlarm }) => timesInAlarm > 0).map(({ alarmName }) => alarmName);

/** What the dev stack's alarms make of these records, on the records' own time, as they would have on AWS. */
export const replayRecords = async (records: readonly CloudTrailRecord[]): Promise<ReplayReport> => {
  const plan = readReplayPlan(await declaredDevStack());
  const folder = await mkdtemp(join(tmpdir(), 'keywatch-records-'));
  try {
    await writeFile(join(folder, 'records.json'), JSON.stringify({ Records: records }));
    const report = await replay({
      plan,
      archives: await openArchives([folder]),
      deliveryDelaySeconds: 0,
      tune: false,
      threads: 1,
    });
    if (report.archive.events !== records.length) throw new Error('Not every record was replayed.');
    return report;
  } finally {
    await rm(folder, { recursive: true });
  }
};
