import { setTimeout as delay } from 'node:timers/promises';
import { readProcessIdentity } from './process-identity.ts';

const pollMs = 20;

/** A process that is not our child, told from a later one with the same pid by its identity. */
export interface ForeignProcess {
  readonly pid: number;
  readonly identity: string;
}

/** Waits until the process is gone; false when it still runs after `timeoutMs`. */
export const waitUntilGone = async (
  { pid, identity }: ForeignProcess,
  timeoutMs: number,
): Promise<boolean> => {
  for (let waitedMs = 0; (await readProcessIdentity(pid)) === identity; waitedMs += pollMs) {
    if (waitedMs >= timeoutMs) return false;
    await delay(pollMs);
  }
  return true;
};

/** Sends a signal to a process, or with `group` to the whole group it leads; nothing happens when it is gone. */
export const signalProcess = (pid: number, signal: NodeJS.Signals, target?: 'group'): void => {
  try {
    process.kill(target === 'group' && process.platform !== 'win32' ? -pid : pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

/** Asks a process that is not our child to end, and kills it with its group when it has not ended after the grace. */
export const endProcess = async (
  target: ForeignProcess,
  signal: NodeJS.Signals,
  graceMs: number,
): Promise<void> => {
  if ((await readProcessIdentity(target.pid)) !== target.identity) return;
  signalProcess(target.pid, signal);
  if (await waitUntilGone(target, graceMs)) return;
  await killProcess(target);
};

/** Kills a process that is not our child with its group, and waits until the kernel has taken it away. */
export const killProcess = async (target: ForeignProcess): Promise<void> => {
  signalProcess(target.pid, 'SIGKILL', 'group');
  await waitUntilGone(target, killWaitMs);
};

/** A killed process is gone at once unless the kernel holds it in an uninterruptible wait. */
const killWaitMs = 5_000;
