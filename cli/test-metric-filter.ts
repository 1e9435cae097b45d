import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import {
  FilterPatternError,
  parseFilterPattern,
  type FilterPattern,
} from '../cloudwatch/filter-pattern/index.ts';
import { sentenceOf } from '../replay/archive/sentence-of.ts';
import { InputError } from './input-error.ts';
import { runCommand } from './run-command.ts';

/** A match as `aws logs test-metric-filter` prints it. */
interface MetricFilterMatch {
  /** Counted from 1, as AWS counts. */
  readonly eventNumber: number;
  readonly eventMessage: string;
  readonly extractedValues: Readonly<Record<string, string>>;
}

const standardInput = 0;

const command = new Command('npm run test-metric-filter --')
  .description(
    'Tell which log messages a CloudWatch Logs filter pattern matches, as `aws logs test-metric-filter` does.',
  )
  .requiredOption('-p, --pattern <pattern>', 'the filter pattern')
  .argument('[file]', 'log messages, one per line; standard input without it')
  .action((file: string | undefined, { pattern }: { pattern: string }) => {
    const filter = parsePattern(pattern);
    const matches = findMatches(filter, readMessages(file));
    process.stdout.write(`${JSON.stringify({ matches }, undefined, 2)}\n`);
  });

await runCommand(command);

function findMatches(filter: FilterPattern, messages: readonly string[]): readonly MetricFilterMatch[] {
  return messages.flatMap((eventMessage, index) => {
    const extractedValues = filter.extract(eventMessage);
    return extractedValues === undefined ? [] : { eventNumber: index + 1, eventMessage, extractedValues };
  });
}

function parsePattern(pattern: string): FilterPattern {
  try {
    return parseFilterPattern(pattern);
  } catch (error) {
    if (error instanceof FilterPatternError) throw new InputError(`The pattern is refused: ${error.message}`);
    throw error;
  }
}

/** The lines of a file. Lines without a character are left out: CloudWatch takes no empty event. */
function readMessages(file: string | undefined): readonly string[] {
  return readText(file)
    .split(/\r?\n/)
    .filter((line) => line !== '');
}

/** A message is UTF-8. What isn't, a gzip file for one, is refused: nothing would match, and nobody would learn why. */
function readText(file: string | undefined): string {
  const name = file === '' ? '""' : (file ?? 'Standard input');
  try {
    const bytes = readFileSync(file ?? standardInput);
    if (isUtf8(bytes)) return new TextDecoder().decode(bytes);
  } catch (error) {
    throw new InputError(`${name}: ${sentenceOf(error)}`);
  }
  throw new InputError(
    `${name} is no UTF-8 text: it takes log messages, one per line; unpack a compressed file first.`,
  );
}
