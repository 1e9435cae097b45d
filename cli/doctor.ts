import { Command } from 'commander';
import { accountOf } from '../doctor/account-of.ts';
import { createAwsClients, type AwsClients } from '../doctor/aws-clients.ts';
import { checks } from '../doctor/checks/index.ts';
import { parseDeployedStack, placeOf, type DeployedStack } from '../doctor/deployed-stack.ts';
import { examine, outcomeOf } from '../doctor/examine.ts';
import { renderReport } from '../doctor/render-report.ts';
import { readOutputsFile } from '../stack/outputs-file.ts';
import { clientSettings } from './client-settings.ts';
import { exitCodes } from './exit-codes.ts';
import { howToSignIn } from './how-to-sign-in.ts';
import { InputError } from './input-error.ts';
import { runCommand } from './run-command.ts';

const outcomeCodes = {
  well: exitCodes.success,
  faulty: exitCodes.failure,
  incomplete: exitCodes.incomplete,
  unknown: exitCodes.usage,
};

// The SDK's versions are pinned and work with Node 20; its notice about future ones would only alarm.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const command = new Command('npm run doctor --')
  .description('Look at a running stack through the AWS SDK: what is wrong, and how to cure it. Only reads.')
  .requiredOption('--outputs <file>', 'stack outputs as JSON')
  .option('--json', 'print the report as JSON', false)
  .action(async ({ outputs, json }: { outputs: string; json: boolean }) => {
    const stack = parseDeployedStack(await readOutputsFile(outputs), outputs);
    const clients = createAwsClients(clientSettings(stack));
    await clients.cloudTrail.config.credentials().catch((error: unknown) => {
      throw new InputError(
        `There are no AWS credentials: ${howToSignIn(process.env)}. ${(error as Error).message}`,
      );
    });
    if (stack.awsEndpointUrl === undefined) await refuseOtherAccount(clients, stack, outputs);
    const reports = await examine(checks, { clients, stack, nowMs: Date.now() });
    console.log(json ? JSON.stringify({ stack, checks: reports }, undefined, 2) : renderReport(reports));
    process.exitCode = outcomeCodes[outcomeOf(reports)];
  });

/** Of another account nothing of the stack is seen, and every cure would be for the wrong account. */
async function refuseOtherAccount(clients: AwsClients, stack: DeployedStack, file: string): Promise<void> {
  const callers = await accountOf(clients);
  const { accountId } = placeOf(stack);
  if (callers === undefined || callers === accountId) return;
  throw new InputError(
    `The AWS credentials are of the account ${callers}, and the stack of ${file} is in ${accountId}, by its alarmTopicArn: choose credentials of that account, for example with AWS_PROFILE.`,
  );
}

await runCommand(command);
