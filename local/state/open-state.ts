import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { endLeftoverProcesses } from '../process/process-records.ts';
import { claimFolder, isStateFile } from './claim-folder.ts';
import { type StateFolder, stateFolder } from './state-folder.ts';
import { isLockFile, lockState } from './state-lock.ts';

/** How long a process left behind by a killed run may take to end before it is killed. */
const leftoverGraceMs = 10_000;

export interface StateOptions {
  readonly root: string;
  readonly now: () => Date;
}

/** A state folder in use by this process alone. */
export interface OpenState {
  readonly paths: StateFolder;
  /** Names of the processes that a killed run had left behind and that were ended. */
  readonly leftovers: readonly string[];
  /** Forgets everything earlier runs kept, and nothing that others put there; the lock stays taken. */
  readonly forget: () => Promise<void>;
  /** Lets the next run in. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the state folder of a local run: makes it, takes its lock and ends what a killed run left behind.
 * Only the lock's holder can `forget`, so a running instance's data is never wiped; and it is a step of its
 * own, so that a run which can't start for another reason has wiped nothing yet.
 *
 * Everything in it is private to the user. As root the top folder may also be passed through (not listed)
 * by others, because Postgres refuses to run as root and must reach its own folder.
 * @throws {StateFolderError} when the folder is somebody else's or can't be used.
 * @throws {StateLockedError} when another run uses it.
 */
export const openState = async ({ root, now }: StateOptions): Promise<OpenState> => {
  await claimFolder(root, process.getuid?.() === 0 ? 0o711 : 0o700);
  const lock = await lockState(root, now());
  try {
    const paths = stateFolder(root);
    const leftovers = await endLeftoverProcesses(paths.processesFolder, leftoverGraceMs);
    await makeFolders(paths);
    const forget = async (): Promise<void> => {
      await wipe(root);
      await makeFolders(paths);
    };
    return { paths, leftovers, forget, close: () => lock.release() };
  } catch (error) {
    await lock.release();
    throw error;
  }
};

const makeFolders = async (paths: StateFolder): Promise<void> => {
  for (const folder of [paths.mailFolder, paths.kmsFolder, paths.logsFolder, paths.processesFolder])
    await makeFolder(folder, 0o700);
};

const makeFolder = async (path: string, mode: number): Promise<void> => {
  await mkdir(path, { recursive: true, mode });
  await chmod(path, mode);
};

const wipe = async (root: string): Promise<void> => {
  const names = (await readdir(root)).filter((name) => isStateFile(name) && !isLockFile(name));
  await Promise.all(names.map((name) => rm(join(root, name), { recursive: true, force: true })));
};
