import { Command } from 'commander';
import { parseStackOutputs, type StackOutputs } from '../smoke/stack-outputs.ts';
import { readOutputsFile } from '../stack/outputs-file.ts';
import { exitCodes } from './exit-codes.ts';
import { InputError } from './input-error.ts';
import { createProgress } from './progress.ts';
import { runCommand } from './run-command.ts';
import { formatSmokeReport, runSmokeOn } from './run-smoke.ts';

const command = new Command('npm run smoke --')
  .description("Try the lab's scenario against a running stack, local or on AWS, from its outputs alone.")
  .requiredOption('--outputs <file>', 'stack outputs as JSON')
  .option('--wrong-keys', 'try wrong keys although the alarms of this stack page people', false)
  .option('--json', 'print the report as JSON', false)
  .action(async (options: { outputs: string; wrongKeys: boolean; json: boolean }) => {
    const outputs = parseStackOutputs(await readOutputsFile(options.outputs), options.outputs);
    const progress = createProgress();
    const report = await runSmokeOn(outputs, {
      wrongKeys: options.wrongKeys,
      onProgress: (message) => progress.update(message),
    })
      .catch((error: unknown) => {
        throw isOver(outputs, error)
          ? new InputError(
              `The local run that wrote ${options.outputs} is over: start it with "npm start", then try again.`,
            )
          : error;
      })
      .finally(() => progress.end());
    console.log(options.json ? JSON.stringify(report, undefined, 2) : formatSmokeReport(report));
    if (!report.passed) process.exitCode = exitCodes.failure;
  });

await runCommand(command);

/** A local run listens on ports of this machine, which refuses once nobody does. */
function isOver({ awsEndpointUrl }: StackOutputs, error: unknown): boolean {
  return awsEndpointUrl !== undefined && (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
}
