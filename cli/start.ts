import path from 'node:path';
import { Command } from 'commander';
import { createRunEvents } from '../console/server/run-events.ts';
import type { RunEvent } from '../local/run/run-event.ts';
import { formatEvent } from './format-event.ts';
import { numberOption } from './number-option.ts';
import { formatWelcome } from './format-welcome.ts';
import { projectFolder, stateFolderPath } from './project-folders.ts';
import { runCommand } from './run-command.ts';
import { aborted, abortOnSignal } from './abort-on-signal.ts';

interface StartOptions {
  readonly stack: string;
  readonly port: number;
  readonly deliveryDelay: number;
  readonly fresh: boolean;
  readonly console: boolean;
  readonly consolePort: number;
  readonly stateFolder: string;
}

const command = new Command('npm start --')
  .description('Run what a stack declares on this machine, until Ctrl-C.')
  .option('--stack <name>', 'the stack to run', 'dev')
  .option(
    '--port <number>',
    'port of the service, 0 for any free one',
    numberOption({ min: 0, max: 65_535, integer: true }),
    8080,
  )
  .option(
    '--delivery-delay <seconds>',
    'from a call to the arrival of its record in the log group',
    numberOption({ min: 0, max: 3_600, integer: false }),
    2,
  )
  .option('--state-folder <path>', 'where data, mail and logs are kept', stateFolderPath)
  .option(
    '--console-port <number>',
    'port of the live page, 0 for any free one',
    numberOption({ min: 0, max: 65_535, integer: true }),
    0,
  )
  .option('--no-console', 'run without the live page')
  .option('--fresh', 'forget the data of earlier runs', false)
  .action(async (options: StartOptions) => {
    const signal = abortOnSignal();
    const deliveryDelayMs = options.deliveryDelay * 1000;
    const stateFolder = path.resolve(options.stateFolder);
    const events = createRunEvents();
    // Loaded here, for it takes longer than everything else: a wrong option is told at once.
    const { startLocalRun } = await import('../local/run/start-local-run.ts');
    const { dropEvents, openConsole } = await import('./open-console.ts');
    const run = await startLocalRun({
      ...options,
      deliveryDelayMs,
      projectFolder,
      stateFolder,
      onStep: (step) => console.log(`${new Date().toISOString()}  ${step} …`),
      onEvent: (event) => {
        printEvent(event);
        events.tell(event);
      },
      signal,
    }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    if (run === undefined) return;
    const page = options.console
      ? await openConsole(run, { ...options, deliveryDelayMs, stateFolder, events })
      : undefined;
    if (page === undefined) dropEvents(events);
    console.log(formatWelcome(run, page?.told));
    console.log(`ApplicationEndpoint: ${run.endpoint}`);
    const failure = await Promise.race([aborted(signal), run.failed]);
    console.log('Stopping …');
    await page?.stop();
    await run.stop();
    if (failure !== undefined) throw failure;
  });

await runCommand(command);

function printEvent(event: RunEvent): void {
  const line = formatEvent(event);
  if (line !== undefined) console.log(line);
}
