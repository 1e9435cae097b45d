import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { defaultArchive, generateFiles } from '../../bench/generate-archive.ts';
import { openArchives, replay } from '../../replay/replay.ts';
import { readReplayPlan } from '../../replay/replay-plan.ts';
import { renderReport } from '../../replay/report/render-report.ts';
import type { ReplayReport } from '../../replay/report/report.ts';
import { runToEnd } from '../support/command.ts';
import { declaredStack } from '../support/declared-stack.ts';
import { writeFiles } from '../support/replay/replay-of.ts';

const archive = 'tests/fixtures/replay/guesses';

describe('the replay command', () => {
  it('prints what the documentation shows, and exits 1 because an alarm fired', async () => {
    const page = await readFile('docs/replay.md', 'utf8');
    const shown = /prints\. -->\n\n```\n(.*?)```/s.exec(page)?.[1];
    const { code, stdout } = await runToEnd('replay', [archive]);
    expect(stdout).toBe(shown);
    expect(code).toBe(1);
  });

  it('exits 0 when all was read and nothing fired', async () => {
    const { code, stdout } = await runToEnd('replay', [archive, '--account', '999988887777', '--tune']);
    expect(stdout).toContain(
      'Note: The patterns name account 999988887777; the archives are of 111122223333.',
    );
    expect(code).toBe(0);
  });

  it('takes a role with a path, and a time of which the end is open', async () => {
    const role = 'arn:aws-us-gov:iam::111122223333:role/team/guest';
    const { code, stderr } = await runToEnd('replay', [
      archive,
      ...['--task-role', role, '--from', '2026-01-01T00:00:00.5Z'],
    ]);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('exits 3 when something could not be read, with the same facts as JSON', async () => {
    const { code, stdout } = await runToEnd('replay', [archive, 'nowhere', '--json']);
    const report = JSON.parse(stdout) as ReplayReport;
    expect(report.problems).toEqual([{ path: 'nowhere', problem: 'There is no such file.' }]);
    expect(report.archive).toMatchObject({ files: 8, events: 480 });
    const fired = report.alarms.filter(({ timesInAlarm }) => timesInAlarm > 0);
    expect(fired.map(({ alarmName, timesInAlarm }) => [alarmName, timesInAlarm])).toEqual([
      ['Pattern1ApplicationKMSSecurityAlarm', 1],
      ['keywatch-dev-kms-wrong-key', 4],
      ['keywatch-dev-kms-wrong-key-slow', 1],
    ]);
    expect(code).toBe(3);
  });

  it('exits 2 when there is nothing to replay', async () => {
    const { code, stderr } = await runToEnd('replay', ['nowhere']);
    expect(stderr).toBe('There is no log to replay.\nnowhere: There is no such file.\n');
    expect(code).toBe(2);
  });

  it.each([
    [
      ['--from', '2026-01-01', 'x'],
      "argument '2026-01-01' is invalid. It takes an instant in UTC, for example 2026-01-31T00:00:00Z.",
    ],
    [
      ['--to', '2026-02-30T00:00:00Z', 'x'],
      "argument '2026-02-30T00:00:00Z' is invalid. It takes an instant",
    ],
    [
      ['--from', '2026-01-02T00:00:00Z', '--to', '2026-01-02T00:00:00Z', archive],
      'error: --from is not before --to: no event is in between, so exchange them or leave one out',
    ],
    [
      ['--task-role', 'guest', archive],
      "It takes a role's ARN, for example arn:aws:iam::111122223333:role/NAME.",
    ],
    [
      ['--task-role', 'arn:aws:sts::111122223333:assumed-role/guest/session', archive],
      "It takes a role's ARN, for example",
    ],
    [['--delay', '-1', 'x'], 'It takes a whole number from 0 to 86400.'],
    [['--account', '1', 'x'], 'It takes the 12 digits of an AWS account.'],
    [
      ['--outputs', 'o.json', '--account', '999988887777', 'x'],
      'error: --outputs knows account and task role: leave --account and --task-role out',
    ],
    [['--outputs', 'nowhere.json', archive], 'No outputs file at nowhere.json'],
    [[], "missing required argument 'path'"],
  ])('refuses %j', async (args, sentence) => {
    const { code, stderr } = await runToEnd('replay', args);
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
  });

  it('shows no control characters that an archive holds', async () => {
    const [file] = generateFiles({
      ...defaultArchive,
      files: 1,
      recordsPerFile: 200,
      kmsShare: 1,
      wrongKeyShare: 1,
    });
    const records = file?.records.map((record) => record.replaceAll('203.0.113.', '\\u001b[2J')) ?? [];
    const folder = await writeFiles({ 'a.json': `{"Records":[${records.join(',')}]}` });
    const plan = readReplayPlan(await declaredStack('dev'));
    const report = await replay({
      plan,
      archives: await openArchives([folder]),
      deliveryDelaySeconds: 300,
      tune: false,
    });
    const text = renderReport(report);
    expect(text).toContain('\uFFFD[2J');
    expect(text).not.toContain('\u001b');
  });
});

describe('the example archive', () => {
  it('is what the generator writes', async () => {
    const options = {
      ...defaultArchive,
      seed: 4,
      files: 8,
      recordsPerFile: 60,
      kmsShare: 0.2,
      wrongKeyShare: 0.3,
    };
    const files = [...generateFiles(options)];
    expect(files).toHaveLength(8);
    for (const { key, records } of files) {
      const document = gunzipSync(await readFile(path.join(archive, key))).toString('utf8');
      expect(document).toBe(`{"Records":[${records.join(',')}]}`);
    }
  });
});
