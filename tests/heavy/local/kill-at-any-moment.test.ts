import { type ChildProcess, spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('killed-run.ts', import.meta.url));
const start = (root: string, first: number) =>
  spawn(process.execPath, ['--import', 'tsx/esm', program, root, String(first)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** What a run printed until it was killed, or said on standard error. */
const follow = (run: ReturnType<typeof start>) => {
  const lines: string[] = [];
  const errors: string[] = [];
  createInterface({ input: run.stdout }).on('line', (line) => lines.push(line));
  createInterface({ input: run.stderr }).on('line', (line) => errors.push(line));
  return { lines, errors };
};

const descendantsOf = async (pid: number): Promise<number[]> => {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const children = text.split(' ').filter(Boolean).map(Number);
  return [...children, ...(await Promise.all(children.map(descendantsOf))).flat()];
};

const killIfAlive = (pid: number) => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
};

const killRun = async (run: ChildProcess, withDescendants: boolean) => {
  const closed = once(run, 'close');
  const others = withDescendants ? await descendantsOf(run.pid ?? 0) : [];
  killIfAlive(run.pid ?? 0);
  others.forEach(killIfAlive);
  await closed;
};

/** Moments of a start in milliseconds (state folder, initdb, first server, recovery), and of work in rows written. */
const moments = [
  { ms: 150 },
  { ms: 600 },
  { ms: 1200 },
  { rows: 1 },
  { ms: 300 },
  { ms: 900 },
  { rows: 40 },
  { ms: 450 },
  { ms: 700 },
  { ms: 1000 },
  { rows: 200 },
  { ms: 800 },
];

const reach = async (moment: (typeof moments)[number], { stdout }: ReturnType<typeof start>) => {
  if (moment.rows === undefined) return delay(moment.ms);
  let written = 0;
  for await (const [line] of on(createInterface({ input: stdout }), 'line', { close: ['close'] })) {
    if (String(line).startsWith('ack') && ++written === moment.rows) return;
  }
  throw new Error(`the run ended after ${written} of ${moment.rows} rows`);
};

test.runIf(process.platform === 'linux').each([
  ['alone', false],
  ['with everything it started', true],
])(
  'starts again after a kill at any moment, killed %s, with every acknowledged row',
  async (_, withDescendants) => {
    const root = join(await mkdtemp(join(tmpdir(), 'keywatch-kills-')), '.keywatch');
    const acknowledged: number[] = [];
    try {
      for (const moment of moments) {
        const run = start(root, acknowledged.length);
        const { lines, errors } = follow(run);
        await reach(moment, run);
        await killRun(run, withDescendants);
        expect(errors.filter((line) => !/warn/i.test(line))).toEqual([]);
        const kept = lines.find((line) => line.startsWith('kept '));
        if (kept) expect(JSON.parse(kept.slice(5))).toEqual(expect.arrayContaining(acknowledged));
        for (const line of lines) if (line.startsWith('ack')) acknowledged.push(Number(line.split(' ')[1]));
      }
      const last = start(root, acknowledged.length);
      const [line] = (await once(createInterface({ input: last.stdout }), 'line')) as [string];
      expect(JSON.parse(line.slice(5))).toEqual(expect.arrayContaining(acknowledged));
      expect(acknowledged.length).toBeGreaterThanOrEqual(241);
      await killRun(last, true);
    } finally {
      await rm(join(root, '..'), { recursive: true, force: true, maxRetries: 10 });
    }
  },
  300_000,
);
