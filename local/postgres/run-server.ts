import { type RunningProcess, startProcess } from '../process/start-process.ts';
import { lastUsefulLine } from './log-sentence.ts';
import { PostgresError } from './postgres-error.ts';
import { type ServerContext, serverProcess } from './server-context.ts';
import { type ServerSettings, serverSettings, settingArgs } from './server-settings.ts';

/** Recovery after a kill takes as long as there is to redo; this is for a server that never answers. */
const startDeadlineMs = 120_000;
/** For the last checkpoint; a kill after it costs a recovery at the next start, no data. */
const stopGraceMs = 20_000;
const portAttempts = 10;

const ready = /database system is ready to accept connections/;
const portTaken = /could not bind IPv4 address/;

export interface RunningServer {
  readonly process: RunningProcess;
  readonly port: number;
}

/**
 * Starts the server on a free port and waits until it accepts connections. A free port can be taken by
 * somebody else before Postgres has it: then another one is tried.
 * @throws {PostgresError} with the line of its log that says why it can't start.
 */
export const runServer = async (
  context: ServerContext,
  settings: ServerSettings,
  choosePort: () => Promise<number>,
): Promise<RunningServer> => {
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort();
    const lines: string[] = [];
    const process = await startOnPort(context, { ...settings, ...serverSettings(port) }, lines);
    if (process) return { process, port };
    if (attempt < portAttempts && lines.some((line) => portTaken.test(line))) continue;
    throw new PostgresError(
      'START_FAILED',
      `Postgres could not start: ${lastUsefulLine(lines)}. Log: ${context.log.path}`,
    );
  }
};

/** Undefined when the server ended, or had to be ended, before it was ready; `lines` then tell why. */
const startOnPort = async (
  context: ServerContext,
  settings: ServerSettings,
  lines: string[],
): Promise<RunningProcess | undefined> => {
  let announceReady: () => void = () => undefined;
  const isReady = new Promise<true>((resolve) => (announceReady = () => resolve(true)));
  const args = ['-D', context.dataFolder, ...settingArgs(settings)];
  const running = await startProcess({
    ...serverProcess(context, context.binaries.postgres, args),
    name: 'postgres',
    stopSignal: 'SIGINT',
    stopGraceMs,
    recordFolder: context.recordFolder,
    onLine: (_, line) => {
      context.log.write(line);
      if (lines.length < 1_000) lines.push(line);
      if (ready.test(line)) announceReady();
    },
  });
  const deadline = setTimeout(() => {
    lines.push(`FATAL: not ready within ${startDeadlineMs / 1000} seconds`);
    void running.stop();
  }, startDeadlineMs);
  try {
    return (await Promise.race([isReady, running.exited.then(() => false)])) ? running : undefined;
  } finally {
    clearTimeout(deadline);
  }
};
