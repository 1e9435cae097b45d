import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { killProcess } from './end-process.ts';
import { type ProcessExit, ProcessStartError, readGuardAnswers } from './guard-channel.ts';
import { readProcessIdentity } from './process-identity.ts';
import { forgetProcess, recordProcess } from './process-records.ts';

export { type ProcessExit, ProcessStartError };

const guardFile = fileURLToPath(new URL('guard.mjs', import.meta.url));

/** How long output is still read after the command ended, should a stray grandchild hold its pipe open. */
const outputDrainMs = 1_000;

export type OutputStream = 'stdout' | 'stderr';

/** What to run, as whom, and how it is stopped. */
export interface ProcessOptions {
  /** How messages and records call it. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment of the command: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** User and group to run as; only root may name others than its own. */
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
  /** Text for standard input, which is empty otherwise. */
  readonly input?: string | undefined;
  /** What asks the command to end; SIGTERM unless said otherwise. */
  readonly stopSignal?: NodeJS.Signals | undefined;
  /** How long it may take to end after that before it is killed together with its process group. */
  readonly stopGraceMs: number;
  readonly onLine?: ((stream: OutputStream, line: string) => void) | undefined;
  /** Where the running process is written down, for `endLeftoverProcesses` of a later run. */
  readonly recordFolder?: string | undefined;
}

export interface RunningProcess {
  readonly name: string;
  /** The command's own pid, not the guard's. */
  readonly pid: number;
  /** Settles once the command has ended and its lines were handed over; never rejects. */
  readonly exited: Promise<ProcessExit>;
  /** Asks the command to end, kills it after the grace, and answers how it ended. May be called repeatedly. */
  stop(): Promise<ProcessExit>;
}

/**
 * Starts a command that can never outlive this process.
 *
 * Between the two stands a guard (`guard.mjs`), a Node process with a channel to this one. However this
 * process ends, SIGKILL included, the kernel closes the channel and the guard stops the command. Guard and
 * command have sessions of their own, so Ctrl-C in a terminal reaches only this process, which stops its
 * children in the order it wants. Should the guard itself be killed, this process kills the command; should
 * both be killed at once, `endLeftoverProcesses` of the next run does.
 *
 * @throws {ProcessStartError} when the command does not exist or may not be run.
 */
export const startProcess = async (options: ProcessOptions): Promise<RunningProcess> => {
  const { name, onLine, recordFolder, stopSignal = 'SIGTERM' } = options;
  const { command, args, cwd, env, uid, gid, input, stopGraceMs } = options;
  const guard = fork(guardFile, [name], {
    detached: true,
    env: {},
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const outputEnded = Promise.all([
    readLines(guard.stdout, (line) => onLine?.('stdout', line)),
    readLines(guard.stderr, (line) => onLine?.('stderr', line)),
  ]);
  const { started, ended } = readGuardAnswers(guard, name);
  guard.send({ start: { command, args, cwd, env, uid, gid, input, stopSignal, stopGraceMs } });

  const pid = await started;
  const identity = await readProcessIdentity(pid);
  const record = recordFolder === undefined ? undefined : { folder: recordFolder, pid };
  if (record) await recordProcess(record, { name, stopSignal });

  const exited = ended.then(async (exit) => {
    if (!exit && identity !== undefined) await killProcess({ pid, identity });
    await drainOutput(guard, outputEnded);
    if (record) await forgetProcess(record);
    return exit ?? { code: null, signal: 'SIGKILL' as const };
  });
  return { name, pid, exited, stop: () => (sendStop(guard), exited) };
};

const sendStop = (guard: ChildProcess): void => {
  // The guard may end between the look and the message: then the command has ended too.
  if (guard.connected) guard.send({ stop: true }, () => undefined);
};

const readLines = async (stream: Readable | null, onLine: (line: string) => void): Promise<void> => {
  if (!stream) return;
  const lines = createInterface({ input: stream, crlfDelay: Infinity });
  lines.on('line', onLine);
  await once(lines, 'close');
};

/** Waits for the last lines, but not for ever: a grandchild in a session of its own may keep the pipe open. */
const drainOutput = async (guard: ChildProcess, outputEnded: Promise<unknown>): Promise<void> => {
  const tooLong = new AbortController();
  await Promise.race([
    outputEnded,
    delay(outputDrainMs, undefined, { signal: tooLong.signal }).catch(() => {}),
  ]);
  tooLong.abort();
  guard.stdout?.destroy();
  guard.stderr?.destroy();
};
