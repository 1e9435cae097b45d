import { describe, expect, it } from 'vitest';
import { defaultArchive, writeArchive } from '../../bench/generate-archive.ts';
import { openArchives, replay } from '../../replay/replay.ts';
import { readReplayPlan } from '../../replay/replay-plan.ts';
import { declaredStack } from '../support/declared-stack.ts';
import { writeFiles } from '../support/replay/replay-of.ts';

describe('a replay on several threads', () => {
  it('tells what a replay on one thread tells, broken files included', async () => {
    const folder = await writeFiles({ 'broken.json': '{"Records":[{"a":1}', 'other.json': 'junk' });
    await writeArchive(folder, {
      ...defaultArchive,
      files: 6,
      recordsPerFile: 200,
      kmsShare: 0.3,
      wrongKeyShare: 0.3,
    });
    const plan = readReplayPlan(await declaredStack('dev'));
    const archives = await openArchives([folder]);
    const run = (threads: number) =>
      replay({ plan, archives, deliveryDelaySeconds: 300, tune: true, threads });
    const alone = await run(1);
    expect(await run(3)).toEqual(alone);
    expect(alone.archive.events).toBe(1200);
    expect(alone.problems).toHaveLength(3);
    expect(alone.alarms.some(({ timesInAlarm }) => timesInAlarm > 0)).toBe(true);
  });

  it('tells of progress until all is done', async () => {
    const folder = await writeFiles({});
    await writeArchive(folder, { ...defaultArchive, files: 3, recordsPerFile: 10 });
    const plan = readReplayPlan(await declaredStack('dev'));
    const progress: string[] = [];
    const report = await replay({
      plan,
      archives: await openArchives([folder]),
      deliveryDelaySeconds: 300,
      tune: false,
      onProgress: ({ files, totalFiles, bytes, totalBytes }) =>
        progress.push(`${files}/${totalFiles} ${bytes === totalBytes ? 'all' : 'some'}`),
    });
    expect(progress).toEqual(['1/3 some', '2/3 some', '3/3 all']);
    expect(report.archive.events).toBe(30);
  });
});
