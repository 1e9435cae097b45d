import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntilGone } from '../../../local/process/end-process.ts';
import { readProcessIdentity } from '../../../local/process/process-identity.ts';
import { endLeftoverProcesses } from '../../../local/process/process-records.ts';
import { runProcess } from '../../../local/process/run-process.ts';
import {
  type ProcessOptions,
  ProcessStartError,
  startProcess,
} from '../../../local/process/start-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywatch-process-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A Node program as the guarded command; it announces itself with one line, then does what `script` says. */
const program = (script: string): ProcessOptions => ({
  name: 'program',
  command: process.execPath,
  args: ['--eval', script],
  cwd: folder,
  env: {},
  stopGraceMs: 10_000,
});
const idle = 'setInterval(() => {}, 1000);';
const deafToStop = `process.on('SIGTERM', () => console.log('heard SIGTERM')); console.log('up'); ${idle}`;

/** Starts a program and waits for its first line. */
const startAndWaitForLine = async (options: ProcessOptions) => {
  const lines: string[] = [];
  let first: (() => void) | undefined;
  const announced = new Promise<void>((resolve) => (first = resolve));
  const running = await startProcess({
    ...options,
    onLine: (_, line) => {
      lines.push(line);
      first?.();
    },
  });
  await announced;
  return { running, lines };
};

const identityOf = async (pid: number) => {
  const identity = await readProcessIdentity(pid);
  if (identity === undefined) throw new Error(`process ${pid} does not run`);
  return { pid, identity };
};

/** Another Node that starts a guarded program through our API and prints the program's pid. */
const startParent = async (options: ProcessOptions): Promise<{ parent: ChildProcess; childPid: number }> => {
  const parent = spawn(
    process.execPath,
    [
      '--import',
      'tsx/esm',
      fileURLToPath(new URL('guarded-parent.ts', import.meta.url)),
      JSON.stringify(options),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: parent.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  return { parent, childPid: Number(line) };
};

const kill = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGKILL');
  await once(child, 'exit');
};

test('hands over both streams line by line, the last line without a newline too', async () => {
  const { code, signal, stdout, stderr } = await runProcess(
    program(`process.stdout.write('one\\ntwo'); process.stderr.write('three\\n')`),
  );
  expect({ code, signal, stdout, stderr }).toEqual({
    code: 0,
    signal: null,
    stdout: ['one', 'two'],
    stderr: ['three'],
  });
});

test('gives the command exactly the environment and input it is told', async () => {
  const script = `process.stdin.on('data', (d) => console.log(JSON.stringify([process.env, String(d)])))`;
  const { stdout } = await runProcess({ ...program(script), env: { ONLY: 'this' }, input: 'text' });
  expect(JSON.parse(stdout.join(''))).toEqual([{ ONLY: 'this' }, 'text']);
});

test('tells the exit code of a command that fails', async () => {
  expect(await runProcess(program('process.exit(7)'))).toMatchObject({ code: 7, signal: null });
});

test('refuses a command that does not exist with its name and the system code', async () => {
  const missing = startProcess({ ...program(''), name: 'nothing', command: '/does/not/exist' });
  await expect(missing).rejects.toThrow(ProcessStartError);
  await expect(missing).rejects.toMatchObject({
    code: 'ENOENT',
    message: 'nothing could not be started: spawn /does/not/exist ENOENT',
  });
});

test('stops a command with the stop signal it is told, once for repeated calls', async () => {
  const script = `process.on('SIGINT', () => { console.log('bye'); process.exit(3) }); console.log('up'); ${idle}`;
  const { running, lines } = await startAndWaitForLine({ ...program(script), stopSignal: 'SIGINT' });
  const [first, second] = await Promise.all([running.stop(), running.stop()]);
  expect(first).toEqual({ code: 3, signal: null });
  expect(second).toEqual(first);
  expect(await running.stop()).toEqual(first);
  expect(lines).toEqual(['up', 'bye']);
});

test('kills a command that ignores the stop signal once the grace is over', async () => {
  const { running, lines } = await startAndWaitForLine({
    ...program(deafToStop),
    stopGraceMs: 200,
  });
  expect(await running.stop()).toEqual({ code: null, signal: 'SIGKILL' });
  expect(lines).toEqual(['up', 'heard SIGTERM']);
});

test('takes the children of the command down with it', async () => {
  const script = `const c = require('node:child_process').spawn(process.execPath, ['-e', '${idle}']); console.log(c.pid); ${idle}`;
  const { running, lines } = await startAndWaitForLine(program(script));
  const grandchild = await identityOf(Number(lines[0]));
  await running.stop();
  expect(await waitUntilGone(grandchild, 5_000)).toBe(true);
});

test('stops the command gracefully when its parent is killed', async () => {
  const farewell = join(folder, 'farewell');
  const script = `process.on('SIGTERM', () => { require('node:fs').writeFileSync('${farewell}', 'graceful'); process.exit() }); console.log('up'); ${idle}`;
  const { parent, childPid } = await startParent(program(script));
  const child = await identityOf(childPid);
  await kill(parent);
  expect(await waitUntilGone(child, 9_000)).toBe(true);
  expect(await readFile(farewell, 'utf8')).toBe('graceful');
});

test('kills a command deaf to the stop signal when its parent is killed', async () => {
  const { parent, childPid } = await startParent({
    ...program(deafToStop),
    stopGraceMs: 200,
  });
  const child = await identityOf(childPid);
  await kill(parent);
  expect(await waitUntilGone(child, 9_000)).toBe(true);
});

test.skipIf(process.platform !== 'linux')('kills the command when the guard is killed', async () => {
  const { running } = await startAndWaitForLine(program(`console.log('up'); ${idle}`));
  const child = await identityOf(running.pid);
  process.kill(await parentPidOf(running.pid), 'SIGKILL');
  expect(await running.exited).toEqual({ code: null, signal: 'SIGKILL' });
  expect(await waitUntilGone(child, 5_000)).toBe(true);
});

test.skipIf(process.platform !== 'linux')('keeps Ctrl-C in the terminal from the command', async () => {
  const { running } = await startAndWaitForLine(program(`console.log('up'); ${idle}`));
  const sessionOf = async (pid: number | 'self') => (await statFields(pid))[3];
  expect(await sessionOf(running.pid)).toBe(String(running.pid));
  expect(await sessionOf('self')).not.toBe(String(running.pid));
  await running.stop();
});

test.skipIf(process.platform !== 'linux')(
  'leaves the next run able to end what two kills left behind',
  async () => {
    const recordFolder = join(folder, 'records');
    const { parent, childPid } = await startParent({ ...program(deafToStop), recordFolder });
    const child = await identityOf(childPid);
    process.kill(await parentPidOf(childPid), 'SIGSTOP');
    const guardPid = await parentPidOf(childPid);
    await kill(parent);
    process.kill(guardPid, 'SIGKILL');
    expect(await readProcessIdentity(childPid)).toBe(child.identity);

    expect(await endLeftoverProcesses(recordFolder, 100)).toEqual(['program']);
    expect(await readProcessIdentity(childPid)).toBeUndefined();
    expect(await readdir(recordFolder)).toEqual([]);
  },
);

test('keeps a record only while the command runs', async () => {
  const recordFolder = join(folder, 'kept-records');
  const { running } = await startAndWaitForLine({ ...program(`console.log('up'); ${idle}`), recordFolder });
  expect(await readdir(recordFolder)).toEqual([`${running.pid}.json`]);
  await running.stop();
  expect(await readdir(recordFolder)).toEqual([]);
});

const statFields = async (pid: number | 'self'): Promise<string[]> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
};
const parentPidOf = async (pid: number) => Number((await statFields(pid))[1]);
