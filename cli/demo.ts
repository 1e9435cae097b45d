import { access } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import type { RunEvent } from '../local/run/run-event.ts';
import { parseStackOutputs } from '../smoke/stack-outputs.ts';
import { aborted, abortOnSignal } from './abort-on-signal.ts';
import { exitCodes } from './exit-codes.ts';
import { createProgress } from './progress.ts';
import { projectFolder, stateFolderPath } from './project-folders.ts';
import { runCommand } from './run-command.ts';
import { formatSmokeReport, runSmokeOn } from './run-smoke.ts';

type MailEvent = Extract<RunEvent, { kind: 'mail' }>;

const command = new Command('npm run demo --')
  .description("Start a stack here, run the lab's scenario against it, print its timeline, stop.")
  .option('--stack <name>', 'the stack to run', 'dev')
  .option('--state-folder <path>', 'where data, mail and logs are kept', stateFolderPath)
  .action(async ({ stack, stateFolder }: { stack: string; stateFolder: string }) => {
    const mails: MailEvent[] = [];
    const signal = abortOnSignal();
    // Loaded here, for it takes longer than everything else: a wrong option is told at once.
    const { startLocalRun } = await import('../local/run/start-local-run.ts');
    const run = await startLocalRun({
      stack,
      port: 0,
      deliveryDelayMs: 2_000,
      fresh: false,
      projectFolder,
      stateFolder: path.resolve(stateFolder),
      onStep: (step) => console.log(`${new Date().toISOString()}  ${step} …`),
      onEvent: (event) => {
        if (event.kind === 'mail') mails.push(event);
      },
      signal,
    }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    if (run === undefined) {
      process.exitCode = exitCodes.failure;
      return;
    }
    const progress = createProgress();
    try {
      console.log(`${new Date().toISOString()}  trying the right key, wrong keys and an unknown name …\n`);
      const scenario = runSmokeOn(parseStackOutputs(run.outputs, run.outputsFile), {
        wrongKeys: true,
        onProgress: (message) => progress.update(message),
      });
      const report = await Promise.race([scenario, aborted(signal)]).finally(() => progress.end());
      if (report !== undefined) console.log(formatSmokeReport(report));
      const mailed = report !== undefined && (await printAlarmMail(mails));
      if (report?.passed !== true || !mailed) process.exitCode = exitCodes.failure;
    } finally {
      await run.stop();
    }
  });

await runCommand(command);

/** Prints the mail that told of an alarm; false when there is none in the mailbox. */
async function printAlarmMail(mails: readonly MailEvent[]): Promise<boolean> {
  const alarm = mails.find(({ mail }) => mail.subject.startsWith('ALARM:'));
  if (alarm === undefined) {
    console.log('No mail about an alarm reached the mailbox.');
    return false;
  }
  await access(alarm.file);
  console.log(
    `\nThe mail in ${path.relative(process.cwd(), alarm.file)}:\n\n${alarm.mail.subject}\n${alarm.mail.text}`,
  );
  return true;
}
