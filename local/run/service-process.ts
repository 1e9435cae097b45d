import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openLogFile } from '../process/log-file.ts';
import { runProcess } from '../process/run-process.ts';
import { type ProcessExit, type RunningProcess, startProcess } from '../process/start-process.ts';
import { LocalRunError } from './run-error.ts';

export interface ServiceOptions {
  /** The repository: the service's sources and its bundle are in `service/`. */
  readonly projectFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly stopGraceMs: number;
  readonly logFile: string;
  readonly recordFolder: string;
  /** How long it may take until it is ready. */
  readonly readyDeadlineMs: number;
  /** Told of every line of its log. */
  readonly onLine: (line: string) => void;
}

export interface RunningService {
  readonly endpoint: string;
  readonly exited: Promise<ProcessExit>;
  readonly stop: () => Promise<void>;
}

/** Bundles the service as its image's build does. @throws LocalRunError with the bundler's words. */
export async function buildService(projectFolder: string, recordFolder: string): Promise<void> {
  const { code, stderr } = await runProcess({
    name: 'service build',
    command: process.execPath,
    args: ['build.mjs'],
    cwd: path.join(projectFolder, 'service'),
    env: {},
    stopGraceMs: 1_000,
    recordFolder,
  });
  if (code !== 0) throw new LocalRunError(`The service can't be built:\n${stderr.join('\n')}`);
}

/**
 * Starts the service's bundle as a process of its own and waits until it is ready.
 * @throws LocalRunError when it ends, or is not ready in time: with its last log line and where the rest is.
 */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const log = openLogFile(options.logFile);
  let lastLine = '';
  const running = await startProcess({
    name: 'service',
    command: process.execPath,
    args: [path.join('service', 'dist', 'main.js')],
    cwd: options.projectFolder,
    env: options.environment,
    stopGraceMs: options.stopGraceMs,
    recordFolder: options.recordFolder,
    onLine: (_stream, line) => {
      lastLine = line;
      log.write(line);
      options.onLine(line);
    },
  });
  const exited = running.exited.finally(() => log.close());
  const endpoint = `http://127.0.0.1:${options.environment['PORT'] ?? ''}`;
  const failure = await waitUntilReady(running, endpoint, options.readyDeadlineMs);
  if (failure !== undefined) {
    await running.stop();
    throw new LocalRunError(
      `The service ${failure}. Its last line: ${lastLine || 'none'}. All of them: ${options.logFile}`,
    );
  }
  return {
    endpoint,
    exited,
    stop: async () => {
      await running.stop();
      await exited;
    },
  };
}

/** Answers what went wrong, or `undefined` once `/ready` answers 200. */
async function waitUntilReady(
  running: RunningProcess,
  endpoint: string,
  deadlineMs: number,
): Promise<string | undefined> {
  let ended: ProcessExit | undefined;
  void running.exited.then((exit) => (ended = exit));
  const pauseMs = 50;
  for (let waitedMs = 0; waitedMs < deadlineMs; waitedMs += pauseMs) {
    if (ended !== undefined) return `ended with ${ended.signal ?? `exit code ${ended.code ?? 'unknown'}`}`;
    const status = await fetch(`${endpoint}/ready`, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.status,
      () => undefined,
    );
    if (status === 200) return undefined;
    await delay(pauseMs);
  }
  return `was not ready within ${deadlineMs / 1000} s`;
}
