import { describe, expect, it } from 'vitest';
import type { AthenaQueries } from '../../replay/athena/athena-queries.ts';
import { runToEnd } from '../support/command.ts';

describe('the replay command with --athena', () => {
  it(
    'prints a query per detection as JSON, for the table, time, account and delay it is given',
    { timeout: 180_000 },
    async () => {
      const { code, stdout, stderr } = await runToEnd('replay', [
        ...['--athena', 'trails.cloudtrail_logs', '--account', '999988887777', '--delay', '60', '--json'],
        ...['--from', '2026-01-01T00:00:00Z', '--to', '2026-02-01T00:00:00Z'],
      ]);
      const { queries, refused } = JSON.parse(stdout) as AthenaQueries;
      const wrongKey = queries.find(({ alarmName }) => alarmName === 'keywatch-dev-kms-wrong-key')?.sql;
      expect(wrongKey).toContain('FROM "trails"."cloudtrail_logs"');
      expect(wrongKey).toContain("'arn:aws:iam::999988887777:role/keywatch-dev-task'");
      expect(wrongKey).toContain("INTERVAL '60' SECOND");
      expect(wrongKey).toContain(">= from_iso8601_timestamp('2026-01-01T00:00:00.000Z')");
      expect(wrongKey).toContain("< from_iso8601_timestamp('2026-02-01T00:00:00.000Z')");
      expect([code, stderr, refused]).toEqual([0, '', []]);
    },
  );

  it.each([
    [['--athena', 'cloudtrail_logs'], 'for example default.cloudtrail_logs.'],
    [['--athena', 'a.b', 'folder'], '--athena reads no files: leave the paths out, or leave --athena out'],
    [['--athena', 'a.b', '--tune'], '--athena evaluates no alarms: leave --tune out'],
    [[], "missing required argument 'path'"],
  ])('refuses %j', async (args, sentence) => {
    const { code, stdout, stderr } = await runToEnd('replay', args);
    expect(stderr).toContain(sentence);
    expect([code, stdout]).toEqual([2, '']);
  });
});
