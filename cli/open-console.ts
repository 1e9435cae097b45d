import path from 'node:path';
import type { RunEvents } from '../console/server/run-events.ts';
import { startConsole } from '../console/server/start-console.ts';
import { openLogFile } from '../local/process/log-file.ts';
import type { LocalRun } from '../local/run/start-local-run.ts';
import { stateFolder } from '../local/state/state-folder.ts';

export interface OpenConsoleOptions {
  readonly consolePort: number;
  readonly deliveryDelayMs: number;
  readonly stateFolder: string;
  /** What happens in the run, with what happened before there was a console. */
  readonly events: RunEvents;
}

/** A run's page, or why there is none. */
export interface OpenedConsole {
  /** For the user, in a line. */
  readonly told: string;
  readonly stop: () => Promise<void>;
}

/** Opens the page of a run. A page that can't be had, or that fails later, never ends the run. */
export async function openConsole(run: LocalRun, options: OpenConsoleOptions): Promise<OpenedConsole> {
  const log = openLogFile(path.join(stateFolder(options.stateFolder).logsFolder, 'console.log'));
  const onUnexpectedError = (error: unknown): void =>
    log.write(`${new Date().toISOString()} ${String((error as Error).stack ?? error)}`);
  try {
    const running = await startConsole({
      run,
      deliveryDelayMs: options.deliveryDelayMs,
      port: options.consolePort,
      events: options.events,
      onUnexpectedError,
    });
    const stop = async (): Promise<void> => {
      await running.stop().catch(onUnexpectedError);
      await log.close();
    };
    return { told: `Console: ${running.url}`, stop };
  } catch (error) {
    onUnexpectedError(error);
    dropEvents(options.events);
    const [sentence = ''] = (error as Error).message.split('\n');
    return {
      told: `No console: ${sentence}. The run goes on without it; ${log.path} says more.`,
      stop: () => log.close(),
    };
  }
}

/** Keeps a run without a page from keeping what nobody will read. */
export function dropEvents(events: RunEvents): void {
  events.handTo(() => undefined);
}
