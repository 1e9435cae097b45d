import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readProcessIdentity } from '../../../local/process/process-identity.ts';
import { startProcess } from '../../../local/process/start-process.ts';
import { StateFolderError } from '../../../local/state/state-folder-error.ts';
import { openState } from '../../../local/state/open-state.ts';
import { StateLockedError } from '../../../local/state/state-lock.ts';

const since = '2026-03-01T12:00:00.000Z';
const now = () => new Date(since);
const children: ChildProcess[] = [];
let root: string;

beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'keywatch-state-')), '.keywatch');
});
afterEach(async () => {
  await Promise.all(children.splice(0).map(kill));
  await rm(join(root, '..'), { recursive: true });
});

const open = () => openState({ root, now });

interface HolderReport {
  readonly pid: number;
  readonly child: ChildProcess;
  readonly opened: boolean;
  readonly error?: string;
}

/** Another process that opens the same folder. */
const startHolder = async (...flags: string[]): Promise<HolderReport> => {
  const file = fileURLToPath(new URL('lock-holder.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx/esm', file, root, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { pid: child.pid ?? 0, child, ...(JSON.parse(line) as { opened: boolean; error?: string }) };
};

const kill = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
};

test('makes every folder, private to the user', async () => {
  const { paths, close } = await open();
  const modes = Object.fromEntries(
    await Promise.all(
      [paths.mailFolder, paths.kmsFolder, paths.logsFolder, paths.processesFolder].map(
        async (path) => [path.slice(root.length + 1), (await stat(path)).mode & 0o777] as const,
      ),
    ),
  );
  expect(modes).toEqual({ mail: 0o700, kms: 0o700, logs: 0o700, processes: 0o700 });
  expect((await stat(root)).mode & 0o777).toBe(process.getuid?.() === 0 ? 0o711 : 0o700);
  await close();
});

test('refuses a second run while the first one holds the folder, telling its pid, start and the cure', async () => {
  const { close } = await open();
  const second = open();
  await expect(second).rejects.toThrow(StateLockedError);
  await expect(second).rejects.toMatchObject({
    code: 'STATE_LOCKED',
    pid: process.pid,
    message: `Another local run uses ${root} (pid ${process.pid}, since ${since}): stop it with Ctrl-C or "kill ${process.pid}", then start again.`,
  });
  await close();
});

test('refuses another process and lets it in after close', async () => {
  const { close } = await open();
  const refused = await startHolder();
  expect(refused).toMatchObject({ opened: false });
  expect(refused.error).toContain(`pid ${process.pid}`);
  await close();
  expect(await startHolder()).toMatchObject({ opened: true });
});

test('lets the next run in after the holder was killed', async () => {
  const holder = await startHolder();
  expect(holder.opened).toBe(true);
  await expect(open()).rejects.toMatchObject({ pid: holder.pid });
  await kill(holder.child);
  await (await open()).close();
});

test('lets the next run in when the holder is a zombie nobody has waited for', async () => {
  // The shell starts the holder and becomes a program that never waits for it.
  const file = fileURLToPath(new URL('lock-holder.ts', import.meta.url));
  const command = '"$0" --import tsx/esm "$1" "$2" & exec tail -f /dev/null';
  const shell = spawn('/bin/sh', ['-c', command, process.execPath, file, root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(shell);
  await once(createInterface({ input: shell.stdout }), 'line');
  const refused: unknown = await open().catch((error: unknown) => error);
  const pid = refused instanceof StateLockedError ? refused.pid : 0;
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => readProcessIdentity(pid)).toBeUndefined();
  expect(process.kill(pid, 0)).toBe(true);
  await (await open()).close();
});

test.each([
  ['whose pid another process has got since', { pid: process.pid, identity: 'an earlier one', since }],
  ['whose pid nobody has', { pid: 2 ** 22 + 1, identity: 'gone', since }],
])('takes over a lock %s', async (_, holder) => {
  await (await open()).close();
  await writeFile(join(root, 'lock.7'), JSON.stringify(holder));
  const { close } = await open();
  expect((await readdir(root)).filter((name) => name.startsWith('lock'))).toEqual(['lock.8']);
  await close();
});

test('clears away what a run killed while taking the lock left, but nothing of a living one', async () => {
  await (await open()).close();
  const [dead, living] = [`lock.draft.${2 ** 22 + 1}.x`, `lock.draft.${process.pid}.x`];
  for (const name of [dead, living]) await writeFile(join(root, name), '');
  const { close } = await open();
  const drafts = (await readdir(root)).filter((name) => name.startsWith('lock.draft'));
  expect(drafts).toEqual([living]);
  await close();
});

test('is free again after opening failed behind the lock', async () => {
  await (await open()).close();
  await rm(join(root, 'mail'), { recursive: true });
  await writeFile(join(root, 'mail'), 'not a folder');
  await expect(open()).rejects.toMatchObject({ code: 'EEXIST' });
  await rm(join(root, 'mail'));
  await (await open()).close();
});

test('respects a lock file that tells exactly a living process', async () => {
  await (await open()).close();
  const identity = await readProcessIdentity(process.pid);
  await writeFile(join(root, 'lock.7'), JSON.stringify({ pid: process.pid, identity, since }));
  await expect(open()).rejects.toThrow(StateLockedError);
});

test('lets exactly one of many in, however often they try at once on a stale lock', async () => {
  for (let round = 0; round < 20; round++) {
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => open()));
    const winners = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
    const reasons = attempts.flatMap((attempt) =>
      attempt.status === 'rejected' ? [attempt.reason as unknown] : [],
    );
    expect(winners).toHaveLength(1);
    expect(reasons.every((reason) => reason instanceof StateLockedError)).toBe(true);
    await winners[0]?.close();
  }
});

test('keeps data between runs until it is told to forget them', async () => {
  const first = await open();
  const mail = join(first.paths.mailFolder, 'one.eml');
  await writeFile(mail, '');
  await writeFile(first.paths.outputsFile, '{}');
  await first.close();

  const second = await open();
  expect(await readdir(second.paths.mailFolder)).toEqual(['one.eml']);
  await second.close();

  const third = await open();
  await third.forget();
  expect(await readdir(third.paths.mailFolder)).toEqual([]);
  expect(await stat(third.paths.outputsFile).catch(() => 'gone')).toBe('gone');
  await third.close();
});

test.each(['package.json', 'lock.file', 'mail.txt', 'logs', 'postgres'])(
  'leaves a folder that holds %s as it is, its permissions too',
  async (foreign) => {
    await mkdir(root, { mode: 0o755 });
    await writeFile(join(root, foreign), 'theirs');
    await expect(open()).rejects.toThrow(
      new StateFolderError(
        `${root} is no folder of a local run, it holds "${foreign}": name a new folder, an empty one or an earlier run's with --state-folder.`,
      ),
    );
    expect(await readdir(root)).toEqual([foreign]);
    expect((await stat(root)).mode & 0o777).toBe(0o755);
  },
);

test('takes a folder that was made for it, and keeps what is put beside its data when it forgets', async () => {
  await mkdir(root);
  const first = await open();
  await writeFile(join(root, 'notes.txt'), 'mine');
  await writeFile(join(root, 'state'), 'mine');
  await writeFile(`${first.paths.outputsFile}.1.draft`, '{');
  await first.close();
  const second = await open();
  await second.forget();
  expect(await readdir(root)).toEqual(expect.arrayContaining(['notes.txt', 'state']));
  expect(await readdir(root)).not.toContain('outputs.json.1.draft');
  await second.close();
});

test('says in a sentence that a file is no folder', async () => {
  await writeFile(root, '');
  await expect(open()).rejects.toThrow(
    new StateFolderError(
      `${root} can't be a local run's folder (EEXIST): name a folder that you may write to with --state-folder.`,
    ),
  );
});

test('stays locked while it forgets', async () => {
  const { forget, close } = await open();
  await forget();
  await expect(open()).rejects.toThrow(StateLockedError);
  await close();
});

test('ends a process a killed run left behind, and names it', async () => {
  const first = await open();
  const left = await startProcess({
    name: 'left',
    command: process.execPath,
    args: ['--eval', 'setInterval(() => {}, 1000)'],
    cwd: root,
    env: {},
    stopGraceMs: 1_000,
    recordFolder: first.paths.processesFolder,
  });
  await first.close();
  const second = await open();
  expect(second.leftovers).toEqual(['left']);
  expect(await left.exited).toEqual({ code: null, signal: 'SIGTERM' });
  await second.close();
});
