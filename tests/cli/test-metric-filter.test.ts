import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as `npm run test-metric-filter` does. */
function run(parameters: readonly string[], input = ''): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx/esm', 'cli/test-metric-filter.ts', ...parameters],
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywatch-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('npm run test-metric-filter', () => {
  it('prints the matches of standard input as AWS does, numbered from 1', async () => {
    const { code, stdout, stderr } = await run(['--pattern', '[w1=ERROR, w2]'], 'INFO a\nERROR b c\nERROR\n');

    expect(JSON.parse(stdout)).toEqual({
      matches: [{ eventNumber: 2, eventMessage: 'ERROR b c', extractedValues: { $w1: 'ERROR', $w2: 'b c' } }],
    });
    expect([code, stderr]).toEqual([0, '']);
  });

  it('reads a file, with either line end', async () => {
    const file = join(folder, 'messages.log');
    await writeFile(file, '{"a":1}\r\n{"a":2}\r\nno JSON\r\n');
    const { code, stdout } = await run(['--pattern', '{ $.a > 1 }', file]);

    expect(JSON.parse(stdout)).toEqual({
      matches: [{ eventNumber: 2, eventMessage: '{"a":2}', extractedValues: {} }],
    });
    expect(code).toBe(0);
  });

  it('takes a pattern that begins with a hyphen', async () => {
    const { stdout } = await run(['--pattern', '-debug'], 'debug\ninfo\n');

    expect(JSON.parse(stdout)).toMatchObject({ matches: [{ eventMessage: 'info' }] });
  });

  it('prints an empty list when nothing matches', async () => {
    expect(JSON.parse((await run(['--pattern', 'x'], 'a\n')).stdout)).toEqual({ matches: [] });
  });

  it.each([
    [
      ['--pattern', '{ $.a == 1 }'],
      /^The pattern is refused: Found == at position 6: expected a single =\.\n$/,
    ],
    [['--pattern', 'a', 'missing.log'], /^missing\.log: There is no such file\.\n$/],
    [['--pattern', 'a', 'cli'], /^cli: It is a folder\.\n$/],
  ])('exits with 2 and one line on standard error for %j', async (parameters, message) => {
    const { code, stdout, stderr } = await run(parameters);

    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });

  it('refuses a compressed file, in which nothing would match', async () => {
    const file = join(folder, 'messages.log.gz');
    await writeFile(file, gzipSync('ERROR\n'));
    const { code, stdout, stderr } = await run(['--pattern', 'ERROR', file]);

    expect(stderr).toBe(
      `${file} is no UTF-8 text: it takes log messages, one per line; unpack a compressed file first.\n`,
    );
    expect([code, stdout]).toEqual([2, '']);
  });

  it('exits with 2 when there is no pattern', async () => {
    const { code, stderr } = await run([]);

    expect(code).toBe(2);
    expect(stderr).toContain('--pattern');
  });
});
