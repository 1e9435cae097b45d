import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogFile } from '../process/log-file.ts';
import type { ProcessOptions } from '../process/start-process.ts';
import { type PostgresBinaries, postgresBinaries } from './binaries.ts';
import { type ServerIdentity, chooseServerIdentity } from './server-user.ts';

/** What every step of preparing and running one server needs to know. */
export interface ServerContext {
  /** The folder given to us; the data folder and the client's files are in it. */
  readonly folder: string;
  /** Postgres' own folder. It exists only fully initialised: it gets this name last. */
  readonly dataFolder: string;
  readonly binaries: PostgresBinaries;
  readonly identity: ServerIdentity;
  readonly log: LogFile;
  readonly recordFolder: string | undefined;
}

export const dataFolderOf = (folder: string): string => join(folder, 'data');

export const createServerContext = async (
  folder: string,
  log: LogFile,
  recordFolder: string | undefined,
): Promise<ServerContext> => {
  const binaries = await postgresBinaries();
  const dataFolder = dataFolderOf(folder);
  const identity = await chooseServerIdentity(folder, dataFolder, binaries.postgres);
  return { folder, dataFolder, binaries, identity, log, recordFolder };
};

/** One of the server's programs as a guarded process. */
export const serverProcess = (
  { identity, folder }: ServerContext,
  binary: string,
  args: readonly string[],
): Pick<ProcessOptions, 'command' | 'args' | 'uid' | 'gid' | 'env' | 'cwd'> => ({
  ...identity.launch(binary, args),
  cwd: folder,
});

/** True unless the system says that there is no such file: one we may not look at exists. */
export const exists = async (path: string): Promise<boolean> => {
  try {
    await access(path);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
};
