import type { ChildProcess } from 'node:child_process';

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What the guard tells its parent: first `pid` or `failed`, later `exit`. */
interface GuardAnswer {
  readonly pid?: number;
  readonly failed?: { readonly code: string; readonly message: string };
  readonly exit?: ProcessExit;
}

/** The command could not be started at all; `code` is the system's (`ENOENT`, `EACCES`, …). */
export class ProcessStartError extends Error {
  override readonly name = 'ProcessStartError';
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The guard's answers as promises: `started` is the command's pid or a `ProcessStartError`, `ended` how the
 * command ended, or undefined when the guard was lost before it could tell.
 */
export const readGuardAnswers = (guard: ChildProcess, name: string) => {
  const startError = (message: string, code = 'GUARD_LOST') =>
    new ProcessStartError(`${name} could not be started: ${message}`, code);
  let exit: ProcessExit | undefined;
  const started = new Promise<number>((resolve, reject) => {
    guard.on('message', ({ pid, failed }: GuardAnswer) => {
      if (pid !== undefined) resolve(pid);
      if (failed) reject(startError(failed.message, failed.code));
    });
    guard.once('disconnect', () => reject(startError('its guard ended early')));
    guard.once('error', (error: NodeJS.ErrnoException) => reject(startError(error.message, error.code)));
  });
  const ended = new Promise<ProcessExit | undefined>((resolve) => {
    guard.on('message', (answer: GuardAnswer) => (exit = answer.exit ?? exit));
    // The channel closes after its last message was read, so this order holds.
    guard.once('disconnect', () => resolve(exit));
  });
  return { started, ended };
};
