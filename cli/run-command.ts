import type { Command } from 'commander';
import { endWithReader } from './end-with-reader.ts';
import { exitCodes } from './exit-codes.ts';

/** Errors whose message is a sentence for the user: what causes them is in the user's hands. */
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

/**
 * Runs a command and ends the process: the one place where an error becomes an exit code. Errors in the user's
 * hands are told in their own words; any other is a defect of ours and comes with its stack.
 */
export async function runCommand(command: Command): Promise<void> {
  endWithReader();
  command.exitOverride((exit) => process.exit(exit.exitCode === 0 ? exitCodes.success : exitCodes.usage));
  try {
    await command.parseAsync();
  } catch (error) {
    const known = error instanceof Error && userErrors.has(error.name);
    process.stderr.write(`${known ? error.message : String((error as Error).stack ?? error)}\n`);
    process.exitCode = known ? exitCodes.usage : exitCodes.failure;
  }
}
