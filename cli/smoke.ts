import { Command } from 'commander';
import { AwsCallError } from '../doctor/aws-call-error.ts';
import { parseStackOutputs, type StackOutputs } from '../smoke/stack-outputs.ts';
import { readOutputsFile } from '../stack/outputs-file.ts';
import { exitCodes } from './exit-codes.ts';
import { howToSignIn } from './how-to-sign-in.ts';
import { InputError } from './input-error.ts';
import { createProgress } from './progress.ts';
import { runCommand } from './run-command.ts';
import { formatSmokeReport, runSmokeOn, smokeReportAsJson } from './run-smoke.ts';

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
          : explained(error, outputs);
      })
      .finally(() => progress.end());
    console.log(options.json ? smokeReportAsJson(report) : formatSmokeReport(report));
    if (!report.passed) process.exitCode = exitCodes.failure;
  });

await runCommand(command);

/** A local run listens on ports of this machine, which refuses once nobody does. */
function isOver({ awsEndpointUrl }: StackOutputs, error: unknown): boolean {
  return awsEndpointUrl !== undefined && (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
}

/** Why CloudWatch can't be asked, in a sentence; what has another reason, as it is. */
function explained(error: unknown, { awsRegion }: StackOutputs): unknown {
  const { failure, code, message } = new AwsCallError('cloudwatch:DescribeAlarms', error);
  switch (failure) {
    case 'credentials':
      return new InputError(
        `CloudWatch can't be asked without credentials that AWS accepts: ${howToSignIn(process.env)}. ${message}`,
      );
    case 'permission':
      return new InputError(
        `These credentials may not ask CloudWatch: allow cloudwatch:DescribeAlarms and cloudwatch:DescribeAlarmHistory. ${message}`,
      );
    case 'unreachable':
      return new InputError(
        `CloudWatch does not answer in ${awsRegion} (${code}): look at the network, a proxy and the region.`,
      );
    case 'unsupported':
    case 'other':
      return error;
  }
}
