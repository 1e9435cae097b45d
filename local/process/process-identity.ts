import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * A text that is equal for two looks at one process and differs between two processes that had the same pid,
 * or undefined when no process with this pid runs. A zombie, killed but not yet waited for by its parent,
 * counts as gone.
 *
 * Linux: the boot id and the start time in clock ticks from `/proc`. Elsewhere: what `ps` says of the start
 * time, to the second. Windows has neither, so there a pid that is in use again counts as the same process.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export const readProcessIdentity = async (pid: number): Promise<string | undefined> => {
  if (process.platform === 'linux') return readFromProc(pid);
  if (process.platform === 'win32') return exists(pid) ? 'running' : undefined;
  return readFromPs(pid);
};

const readFromProc = async (pid: number): Promise<string | undefined> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  // The second field, the command's name in parentheses, may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  if (state === undefined || startTicks === undefined || 'ZX'.includes(state)) return undefined;
  const bootId = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return `${bootId.trim()}/${startTicks}`;
};

const readFromPs = async (pid: number): Promise<string | undefined> => {
  const options = { env: { PATH: '/bin:/usr/bin', LC_ALL: 'C', TZ: 'UTC' } };
  const answer = await run('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], options).catch(() => undefined);
  const [, state, started] = /^\s*(\S+)\s+(.*\S)\s*$/s.exec(answer?.stdout ?? '') ?? [];
  return state === undefined || state.startsWith('Z') ? undefined : started;
};

const exists = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
