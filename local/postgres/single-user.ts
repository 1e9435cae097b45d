import { setTimeout as delay } from 'node:timers/promises';
import { type FinishedProcess, runProcess } from '../process/run-process.ts';
import { lastUsefulLine } from './log-sentence.ts';
import { PostgresError } from './postgres-error.ts';
import { type ServerContext, serverProcess } from './server-context.ts';
import { settingArgs } from './server-settings.ts';

/** How long backends of a killed server may take to notice that it is gone. */
const backendsGoneMs = 5_000;
const pollMs = 100;
const stillInUse = /pre-existing shared memory block|lock file ".*" already exists/;

/** One column of one row, as the single-user server prints it. */
const column = /^(?:backend> )*\s*\d+: (?<name>\w+) = "(?<value>.*)"\t\(typeid/;

/**
 * Runs statements as superuser in a server that only this process talks to, through standard input: nothing
 * listens, and the superuser needs no password, so none exists. It recovers from a crash first, like any
 * start. Each statement must be one line.
 * @returns for each column of the answers its name and value.
 * @throws {PostgresError} when one fails; the ones before it stay done.
 */
export const runStatements = async (
  context: ServerContext,
  statements: readonly string[],
): Promise<readonly (readonly [string, string])[]> => {
  for (let waitedMs = 0; ; waitedMs += pollMs) {
    const answer = await runOnce(context, statements);
    if (answer.code === 0) {
      return answer.stdout.flatMap((line) => {
        const { name, value } = column.exec(line)?.groups ?? {};
        return name === undefined || value === undefined ? [] : [[name, value] as const];
      });
    }
    if (waitedMs >= backendsGoneMs || !answer.stderr.some((line) => stillInUse.test(line))) {
      throw new PostgresError(
        'START_FAILED',
        `Postgres could not prepare its data: ${lastUsefulLine(answer.stderr)}. Log: ${context.log.path}`,
      );
    }
    await delay(pollMs);
  }
};

const runOnce = (context: ServerContext, statements: readonly string[]): Promise<FinishedProcess> => {
  const settings = settingArgs({
    exit_on_error: 'on',
    log_min_error_statement: 'panic',
    log_line_prefix: '%m [%p] ',
    log_timezone: 'UTC',
  });
  const args = ['--single', ...settings, '-D', context.dataFolder, 'template1'];
  return runProcess({
    ...serverProcess(context, context.binaries.postgres, args),
    name: 'postgres --single',
    input: statements.map((statement) => `${statement}\n`).join(''),
    stopGraceMs: 10_000,
    recordFolder: context.recordFolder,
    onLine: (stream, line) => {
      if (stream === 'stderr') context.log.write(line);
    },
  });
};
