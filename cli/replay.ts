import { Command, InvalidArgumentError } from 'commander';
import { buildAthenaQueries, parseTableName } from '../replay/athena/athena-queries.ts';
import { refusalSentences, renderQueries } from '../replay/athena/render-queries.ts';
import { parseInstant } from '../replay/archive/instant.ts';
import { parseDeployedPatterns } from '../replay/deployed-patterns.ts';
import { readReplayPlan, type ReplayPlan } from '../replay/replay-plan.ts';
import { openArchives, replay, type ReplayProgress } from '../replay/replay.ts';
import { renderReport } from '../replay/report/render-report.ts';
import { evaluateStack } from '../stack/evaluate.ts';
import { readOutputsFile } from '../stack/outputs-file.ts';
import { exitCodes } from './exit-codes.ts';
import { numberOption } from './number-option.ts';
import { createProgress } from './progress.ts';
import { runCommand } from './run-command.ts';

interface Options {
  readonly stack: string;
  readonly json: boolean;
  readonly tune: boolean;
  readonly delay: number;
  readonly from?: number;
  readonly to?: number;
  readonly account?: string;
  readonly taskRole?: string;
  readonly logGroup?: string;
  readonly athena?: string;
  readonly outputs?: string;
}

/** CloudTrail delivers to CloudWatch Logs within about five minutes on average. @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html */
const averageDelaySeconds = 300;

const command = new Command('npm run replay --')
  .description(
    "Replay CloudTrail archives through a stack's metric filters and alarms: what would have fired.",
  )
  .argument('[path...]', 'files and folders of logs: .json or .ndjson, gzip or not, CloudWatch Logs exports')
  .option('--json', 'print the report as JSON', false)
  .option('--stack <name>', 'the stack whose declarations are used', 'dev')
  .option('--from <instant>', 'leave out events before, for example 2026-01-31T00:00:00Z', instantOption)
  .option('--to <instant>', 'leave out events at this time and later', instantOption)
  .option(
    '--delay <seconds>',
    'from a record to its delivery',
    numberOption({ min: 0, max: 86_400, integer: true }),
    averageDelaySeconds,
  )
  .option('--tune', 'tell how often each alarm would have fired with other thresholds', false)
  .option('--account <id>', "the account of the archives, in place of the evaluation's", accountOption)
  .option('--task-role <arn>', "a role that stands for the stack's task role", roleOption)
  .option(
    '--outputs <file>',
    "the deployed stack's outputs: its own keys, addresses and role in the patterns",
  )
  .option('--log-group <name>', "the log group the archives stand for; default the trail's")
  .option(
    '--athena <database.table>',
    'read no files: print a query per detection for the CloudTrail table of Athena',
    tableOption,
  )
  .action(async (paths: string[], options: Options) => {
    refuseContradictions(paths, options);
    const archives = options.athena === undefined ? await openArchives(paths) : undefined;
    const deployedPatterns =
      options.outputs === undefined
        ? undefined
        : parseDeployedPatterns(await readOutputsFile(options.outputs), options.outputs);
    const plan = readReplayPlan(await evaluateStack({ stack: options.stack }), {
      logGroupName: options.logGroup,
      accountId: options.account,
      taskRoleArn: options.taskRole,
      deployedPatterns,
    });
    if (options.athena !== undefined) printAthenaQueries(plan, options.athena, options);
    if (archives === undefined) return;
    const progress = createProgress();
    const startedMs = Date.now();
    const report = await replay({
      plan,
      archives,
      deliveryDelaySeconds: options.delay,
      fromMs: options.from,
      toMs: options.to,
      tune: options.tune,
      onProgress: (soFar) => progress.update(progressText(soFar, Date.now() - startedMs)),
    }).finally(() => progress.end());
    console.log(options.json ? JSON.stringify(report, undefined, 2) : renderReport(report));
    const hasFired = report.alarms.some(({ timesInAlarm }) => timesInAlarm > 0);
    if (report.problems.length > 0) process.exitCode = exitCodes.incomplete;
    else if (hasFired) process.exitCode = exitCodes.failure;
  });

await runCommand(command);

function refuseContradictions(paths: readonly string[], options: Options): void {
  const { athena, tune, outputs, account, taskRole, from, to } = options;
  if (from !== undefined && to !== undefined && from >= to) {
    command.error(
      'error: --from is not before --to: no event is in between, so exchange them or leave one out',
    );
  }
  if (outputs !== undefined && (account ?? taskRole) !== undefined) {
    command.error('error: --outputs knows account and task role: leave --account and --task-role out');
  }
  if (athena === undefined && paths.length === 0) command.error("error: missing required argument 'path'");
  if (athena !== undefined && paths.length > 0) {
    command.error('error: --athena reads no files: leave the paths out, or leave --athena out');
  }
  if (athena !== undefined && tune) command.error('error: --athena evaluates no alarms: leave --tune out');
}

function printAthenaQueries(plan: ReplayPlan, table: string, { json, delay, from, to }: Options): void {
  const queries = buildAthenaQueries(plan, { table, deliveryDelaySeconds: delay, fromMs: from, toMs: to });
  console.log(json ? JSON.stringify(queries, undefined, 2) : renderQueries(queries));
  if (queries.refused.length === 0) return;
  console.error(queries.refused.flatMap(refusalSentences).join('\n'));
  process.exitCode = exitCodes.incomplete;
}

function tableOption(text: string): string {
  const table = parseTableName(text);
  if (table !== undefined) return table;
  throw new InvalidArgumentError(
    'It takes a database and a table, of letters, digits, _ and -: for example default.cloudtrail_logs.',
  );
}

function instantOption(text: string): number {
  const instantMs = parseInstant(text);
  // A 30th of February is none, though the language takes it for the 2nd of March.
  const isOfCalendar =
    instantMs !== undefined && new Date(instantMs).toISOString().startsWith(text.slice(0, 19));
  if (!isOfCalendar) {
    throw new InvalidArgumentError('It takes an instant in UTC, for example 2026-01-31T00:00:00Z.');
  }
  return instantMs;
}

function accountOption(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError('It takes the 12 digits of an AWS account.');
}

/** A path may stand before a role's name. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
function roleOption(text: string): string {
  if (/^arn:aws[a-z-]*:iam::\d{12}:role\/[\x21-\x7E]+$/.test(text)) return text;
  throw new InvalidArgumentError("It takes a role's ARN, for example arn:aws:iam::111122223333:role/NAME.");
}

function progressText({ files, totalFiles, bytes, totalBytes }: ReplayProgress, elapsedMs: number): string {
  const bytesPerMs = bytes / Math.max(1, elapsedMs);
  const remainingSeconds = Math.ceil((totalBytes - bytes) / Math.max(1e-9, bytesPerMs) / 1000);
  const rate = `${(bytesPerMs / 1000).toFixed(1)} MB/s`;
  return `${files} of ${totalFiles} files, ${(bytes / 1e6).toFixed(0)} of ${(totalBytes / 1e6).toFixed(0)} MB, ${rate}, ${remainingSeconds} s left`;
}
