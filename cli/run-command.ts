import type { Command } from 'commander';
import { endWithReader } from './end-with-reader.ts';
import { exitCodes } from './exit-codes.ts';

/** Errors whose cause is in the user's hands. */
const userErrors = new Set([
  'InputError',
  'EvaluationError',
  'DeclarationError',
  'LocalRunError',
  'StateFolderError',
  'StateLockedError',
  'PostgresError',
  'KeyMaterialError',
  'OutputsFileError',
  'ReplayError',
  'SmokeError',
  'CostError',
]);

/** Errors that nobody asked for, and that their message tells of all the same: a stack would say no more. */
const breakdowns = new Set(['BrokenRunError']);

/**
 * Runs a command and ends the process: the one place where an error becomes an exit code. Errors in the user's
 * hands and breakdowns are told in their own words; any other is a defect of ours and comes with its stack.
 */
export async function runCommand(command: Command): Promise<void> {
  endWithReader();
  command.exitOverride((exit) => process.exit(exit.exitCode === 0 ? exitCodes.success : exitCodes.usage));
  try {
    await command.parseAsync();
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    const known = userErrors.has(name) || breakdowns.has(name);
    process.stderr.write(`${known ? (error as Error).message : String((error as Error).stack ?? error)}\n`);
    process.exitCode = userErrors.has(name) ? exitCodes.usage : exitCodes.failure;
  }
}
