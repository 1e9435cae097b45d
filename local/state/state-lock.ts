import { randomUUID } from 'node:crypto';
import { link, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readProcessIdentity } from '../process/process-identity.ts';
import { StateFolderError } from './state-folder-error.ts';

/** Another local run uses the state folder. */
export class StateLockedError extends Error {
  override readonly name = 'StateLockedError';
  readonly code = 'STATE_LOCKED';
  readonly pid: number;

  constructor(folder: string, { pid, since }: Holder) {
    super(
      `Another local run uses ${folder} (pid ${pid}, since ${since}): stop it with Ctrl-C or "kill ${pid}", ` +
        'then start again.',
    );
    this.pid = pid;
  }
}

/** Who holds the lock. `identity` tells the process from a later one with the same pid. */
interface Holder {
  readonly pid: number;
  readonly identity: string;
  /** UTC, ISO 8601. */
  readonly since: string;
}

interface Generation {
  readonly number: number;
  readonly holder: Holder | undefined;
}

export interface StateLock {
  release(): Promise<void>;
}

/** A lock file is one generation of the lock, `lock.1`, `lock.2`, …; only the newest counts. */
const lockName = /^lock\.(\d+)$/;
/** A generation being prepared, or released, by the process with this pid. */
const draftName = /^lock\.draft\.(\d+)\./;
const newDraft = (folder: string): string => join(folder, `lock.draft.${process.pid}.${randomUUID()}`);
const released = 'released\n';

/** True for the names of files in a state folder that belong to its lock. */
export const isLockFile = (name: string): boolean => lockName.test(name) || draftName.test(name);

/**
 * Takes the single-instance lock of a folder.
 *
 * A generation is taken by creating its file whole and under a name that must not exist yet (a hard link to
 * a draft), so of two processes that find the newest generation free exactly one gets the next. Generations
 * never go back, not on release either: whoever decided on an outdated look fails to create and looks
 * again. There is no moment in which a dead holder's lock is removed to make room, which is where lock files
 * usually let two in. A holder is dead when no process has its pid and start time, so a lock outlives
 * neither SIGKILL nor a restart of the machine, and a pid used again by another program doesn't keep it.
 *
 * Names of earlier generations are free again, so a process that was held up after its look could still create one of
 * them. Whoever has created a file therefore looks once more: the newest generation always stays in the folder, and
 * next to a newer one the file counts for nothing and goes.
 *
 * It can't see holders in another pid namespace: two containers that mount the same folder both get it.
 * @throws {StateLockedError} when a living process holds it.
 * @throws {StateFolderError} when the folder can't be written, or its file system has no hard links.
 */
export const lockState = async (folder: string, now: Date, createLink = link): Promise<StateLock> => {
  const identity = (await readProcessIdentity(process.pid)) ?? '';
  const holder: Holder = { pid: process.pid, identity, since: now.toISOString() };
  const draft = newDraft(folder);
  try {
    await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
    const number = await takeNextGeneration(folder, draft, createLink);
    await forgetEarlier(folder, number);
    return { release: () => release(folder, number) };
  } catch (error) {
    if (error instanceof StateLockedError || error instanceof StateFolderError) throw error;
    throw StateFolderError.refused(folder, error);
  } finally {
    await rm(draft, { force: true });
  }
};

const takeNextGeneration = async (
  folder: string,
  draft: string,
  createLink: typeof link,
): Promise<number> => {
  for (;;) {
    const newest = await readNewest(folder);
    if (newest === 'changed') continue;
    if (newest.holder && (await lives(newest.holder))) throw new StateLockedError(folder, newest.holder);
    const next = newest.number + 1;
    const path = join(folder, `lock.${next}`);
    if (!(await linkIfFree(createLink, draft, path))) continue;
    if ((await newestNumber(folder)) === next) return next;
    await rm(path, { force: true });
  }
};

/** 0 where there is none yet. */
const newestNumber = async (folder: string): Promise<number> => {
  const numbers = (await readdir(folder)).flatMap((name) => lockName.exec(name)?.[1] ?? []);
  return Math.max(0, ...numbers.map(Number));
};

/** The newest generation; `changed` when it was succeeded between the look at the folder and into the file. */
const readNewest = async (folder: string): Promise<Generation | 'changed'> => {
  const number = await newestNumber(folder);
  if (number === 0) return { number, holder: undefined };
  const text = await readFile(join(folder, `lock.${number}`), 'utf8').catch(() => undefined);
  if (text === undefined) return 'changed';
  return { number, holder: parseHolder(text) };
};

/** Undefined when released; generations appear whole, so a text that is no holder was not written by a run. */
const parseHolder = (text: string): Holder | undefined => {
  try {
    return text === released ? undefined : (JSON.parse(text) as Holder);
  } catch {
    return undefined;
  }
};

const lives = async ({ pid, identity }: Holder): Promise<boolean> =>
  (await readProcessIdentity(pid)) === identity;

/** What a file system without hard links answers: FAT and exFAT, some network drives, Android. The draft beside it could be written. */
const noHardLinks: ReadonlySet<string | undefined> = new Set(['EPERM', 'EACCES', 'ENOTSUP', 'ENOSYS']);

const linkIfFree = async (createLink: typeof link, draft: string, path: string): Promise<boolean> => {
  try {
    await createLink(draft, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (!noHardLinks.has(code)) throw error;
    throw new StateFolderError(
      `${dirname(path)} is on a file system without hard links (${code ?? ''}), by which a local run keeps out a second one: name a folder on another with --state-folder.`,
      { cause: error },
    );
  }
};

/** Removes earlier generations and what processes killed in the middle of a change left. */
const forgetEarlier = async (folder: string, number: number): Promise<void> => {
  for (const name of await readdir(folder)) {
    const [generation, pid] = [lockName.exec(name)?.[1], draftName.exec(name)?.[1]];
    const outdated = generation !== undefined && Number(generation) < number;
    const abandoned = pid !== undefined && (await readProcessIdentity(Number(pid))) === undefined;
    if (outdated || abandoned) await rm(join(folder, name), { force: true });
  }
};

const release = async (folder: string, number: number): Promise<void> => {
  const draft = newDraft(folder);
  await writeFile(draft, released, { mode: 0o600 });
  await rename(draft, join(folder, `lock.${number}`));
};
