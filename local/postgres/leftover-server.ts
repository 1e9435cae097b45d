import { execFile } from 'node:child_process';
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { endProcess } from '../process/end-process.ts';
import { readProcessIdentity } from '../process/process-identity.ts';

const run = promisify(execFile);

/** How long a leftover server may take to write everything down before it is killed, which loses nothing either. */
const leftoverGraceMs = 10_000;

/**
 * Stops a server that still runs on a data folder because the run that started it was killed. Its
 * `postmaster.pid` tells the pid; a process of that pid is touched only when it works on this very folder,
 * and told from a later one by its start time. (`pg_ctl stop` trusts the pid alone, and can't stop a
 * single-user server.) A stale file is left to Postgres, which knows how to judge it, except when the pid is
 * in use by a stranger: that would make Postgres refuse to start.
 * @returns true when a server was stopped.
 */
export const stopLeftoverServer = async (dataFolder: string): Promise<boolean> => {
  const pidFile = join(dataFolder, 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8').catch(() => '');
  const writtenPid = /^-?[1-9]\d*(?=\n)/.exec(text)?.[0];
  if (writtenPid === undefined) return false;
  // A single-user server writes its pid negated.
  const pid = Math.abs(Number(writtenPid));
  const identity = await readProcessIdentity(pid);
  if (identity === undefined) return false;
  if (!(await worksOn(pid, dataFolder))) {
    await rm(pidFile, { force: true });
    return false;
  }
  // SIGINT: "fast shutdown", which does not wait for clients; a single-user server takes it for "cancel".
  await endProcess({ pid, identity }, writtenPid.startsWith('-') ? 'SIGTERM' : 'SIGINT', leftoverGraceMs);
  return true;
};

const worksOn = async (pid: number, dataFolder: string): Promise<boolean> => {
  const folder = await realpath(dataFolder);
  if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === folder;
  if (process.platform === 'win32') return true;
  const options = { env: { PATH: '/bin:/usr/bin', LC_ALL: 'C' } };
  const answer = await run('ps', ['-ww', '-o', 'args=', '-p', String(pid)], options).catch(() => undefined);
  const args = answer?.stdout ?? '';
  return [folder, dataFolder].some(
    (path) => args.includes(`-D ${path} `) || args.trimEnd().endsWith(`-D ${path}`),
  );
};
