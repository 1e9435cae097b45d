import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openArchives, replay } from '../../replay/replay.ts';
import { ReplayError } from '../../replay/replay-error.ts';
import {
  documentOf,
  goodCallAt,
  replayOf,
  wrongKeyAt,
  wrongKeyPlan,
  writeFiles,
} from '../support/replay/replay-of.ts';

const minuteByMinute = ['10:00:30', '10:01:30', '10:02:30', '10:03:30'].map((time) => goodCallAt(time));

describe("what a replay can't read", () => {
  const good = documentOf(...minuteByMinute, wrongKeyAt('10:01:07'));

  it.each([
    [
      'a truncated gzip',
      'b.json.gz',
      gzipSync(documentOf(goodCallAt('10:00:00'))).subarray(0, -20),
      'The gzip data is truncated.',
    ],
    [
      'a damaged gzip',
      'b.json.gz',
      Buffer.concat([gzipSync('x').subarray(0, 10), Buffer.alloc(50, 0xff)]),
      'The gzip data is damaged.',
    ],
    ['an empty file', 'b.json', '', 'The file is empty.'],
    [
      'a document in UTF-16, as Windows PowerShell writes it',
      'b.json',
      Buffer.from(`\ufeff${good}`, 'utf16le'),
      'The text is UTF-16: save it as UTF-8.',
    ],
    [
      'UTF-16 in the other order, compressed',
      'b.json.gz',
      gzipSync(Buffer.from(`\ufeff${good}`, 'utf16le').swap16()),
      'The text is UTF-16: save it as UTF-8.',
    ],
    [
      'a document that ends in the middle',
      'b.json',
      good.slice(0, -3),
      'The document ends in the middle, after 4 records.',
    ],
    [
      'another document',
      'b.json',
      '{"digest":1}',
      'line 1 is neither a record with an eventTime nor a log event',
    ],
    ['an array', 'b.json', '[1]', 'line 1 is neither a JSON object nor a time and a message'],
    [
      'a record with a time that is none',
      'b.json',
      documentOf(goodCallAt('25:00:00')),
      'record 1 is neither a record with an eventTime nor a log event',
    ],
    [
      'a record that is no JSON',
      'b.json',
      documentOf('{"eventSource":kms.amazonaws.com}'),
      'record 1 is not JSON',
    ],
  ])('is told: %s; the rest goes on', async (_, name, content, problem) => {
    const { report, folder, alarm } = await replayOf({ 'a.json': good, [name]: content });
    expect(report.problems).toEqual([{ path: path.relative('', path.join(folder, name)), problem }]);
    expect(alarm.timesInAlarm).toBe(1);
  });

  it.each([
    ['in nanoseconds', '1700000000000000000', '1700000000000000000'],
    ['in microseconds', '1700000000000000', '1700000000000000'],
    ['beyond all dates', '1e25', '1e+25'],
    ['beyond all numbers', '1e999', 'Infinity'],
    ['before 1970', '-1', '-1'],
    ['one millisecond after the year 9999', '253402300800000', '253402300800000'],
  ])('is told: a log event with a time %s; the rest goes on', async (_when, written, told) => {
    const line = `{"timestamp":${written},"message":"x"}`;
    const { report, alarm } = await replayOf({ 'a.json': good, 'b.ndjson': line });
    expect(report.problems.map(({ problem }) => problem)).toEqual([
      `line 1 has the timestamp ${told}, which is not in milliseconds since 1970`,
    ]);
    expect(alarm.timesInAlarm).toBe(1);
  });

  it('is not the earliest and the latest log event that a date can tell', async () => {
    const events = ['0', '253402300799999'].map((written) => `{"timestamp":${written},"message":"x"}`);
    const { report } = await replayOf({ 'a.ndjson': events.join('\n') });
    expect(report.problems).toEqual([]);
    expect([report.archive.firstEvent, report.archive.lastEvent]).toEqual([
      '1970-01-01T00:00:00.000Z',
      '9999-12-31T23:59:59.999Z',
    ]);
  });

  it('is told where a path leads nowhere', async () => {
    const folder = await writeFiles({ 'a.json': good });
    const missing = path.join(folder, 'nowhere');
    const report = await replay({
      plan: wrongKeyPlan,
      archives: await openArchives([folder, missing]),
      deliveryDelaySeconds: 0,
      tune: false,
    });
    expect(report.problems).toEqual([{ path: missing, problem: 'There is no such file.' }]);
    expect(report.archive.events).toBe(5);
  });

  it.each([
    ['a symbolic link to itself', 'link', 'Its symbolic links lead to each other in a circle.'],
    ['a path through a file', 'a.json/b.json', 'A part of its path is a file, not a folder.'],
    ['a name longer than any file has', 'n'.repeat(300), 'Its name is too long.'],
  ])('is told where a path is %s', async (_, name, problem) => {
    const folder = await writeFiles({ 'a.json': good });
    await symlink('link', path.join(folder, 'link'));
    const unreadable = path.join(folder, name);
    const { problems } = await replay({
      plan: wrongKeyPlan,
      archives: await openArchives([path.join(folder, 'a.json'), unreadable]),
      deliveryDelaySeconds: 0,
      tune: false,
    });
    expect(problems).toEqual([{ path: unreadable, problem }]);
  });

  it.each([
    ['a device', '/dev/null', '/dev/null'],
    ['empty', '', '""'],
  ])('is told where a path is %s, which is not waited for', async (_, unreadable, told) => {
    const folder = await writeFiles({ 'a.json': good });
    const { problems, files } = await openArchives([folder, unreadable]);
    expect(problems.map((each) => each.path)).toEqual([told]);
    expect(files).toHaveLength(1);
    const device = 'It is a pipe or a device: save what comes out of it into a file first.';
    expect(problems[0]?.problem).toBe(unreadable === '' ? 'There is no such file.' : device);
  });

  it('counts what a broken file held before it breaks', async () => {
    const { filter, report } = await replayOf({
      'a.json': documentOf(wrongKeyAt('10:00:00'), goodCallAt('10:01:00')).slice(0, -9),
    });
    expect(filter.matches).toBe(1);
    expect(report.problems).toMatchObject([{ problem: 'The document ends in the middle, after 1 records.' }]);
  });

  it('tells the first few problems of a file and the number of the rest', async () => {
    const { report } = await replayOf({
      'a.ndjson': [goodCallAt('10:00:00'), ...Array<string>(8).fill('junk')].join('\n'),
    });
    expect(report.problems).toHaveLength(6);
    expect(report.problems.at(-1)?.problem).toBe('and 3 more of such problems');
  });

  it('is refused when there is nothing to read', async () => {
    const folder = await writeFiles({ 'README.md': 'no log' });
    const attempt = openArchives([folder]);
    await expect(attempt).rejects.toThrow(ReplayError);
    await expect(attempt).rejects.toThrow('There is no log to replay.\n1 files have other names');
  });
});
