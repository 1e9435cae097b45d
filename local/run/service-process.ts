import path from 'node:path';
import { openLogFile } from '../process/log-file.ts';
import { runProcess } from '../process/run-process.ts';
import { type ProcessExit, startProcess } from '../process/start-process.ts';
import { BrokenRunError, LocalRunError } from './run-error.ts';
import { waitUntilReady } from './wait-until-ready.ts';

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
  /** Gives up, while it is not ready yet. */
  readonly signal?: AbortSignal | undefined;
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
 * @throws BrokenRunError when it ends, or is not ready in time: with its last log line and where the rest is.
 * @throws the signal's reason when it is aborted.
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
  const stop = async (): Promise<void> => {
    await running.stop();
    await exited;
  };
  let ended: ProcessExit | undefined;
  void running.exited.then((exit) => (ended = exit));
  const endpoint = `http://127.0.0.1:${options.environment['PORT'] ?? ''}`;
  try {
    const failure = await waitUntilReady({
      isReady: (signal) => isReady(endpoint, signal),
      hopeless: () => ended && `ended with ${ended.signal ?? `exit code ${ended.code ?? 'unknown'}`}`,
      deadlineMs: options.readyDeadlineMs,
      signal: options.signal,
    });
    if (failure !== undefined) {
      throw new BrokenRunError(
        `The service ${failure}. Its last line: ${lastLine || 'none'}. All of them: ${options.logFile}`,
      );
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, exited, stop };
}

function isReady(endpoint: string, signal: AbortSignal): Promise<boolean> {
  return fetch(`${endpoint}/ready`, { signal }).then(
    ({ status }) => status === 200,
    () => false,
  );
}
