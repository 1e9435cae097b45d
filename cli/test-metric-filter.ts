import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import {
  FilterPatternError,
  parseFilterPattern,
  type FilterPattern,
} from '../cloudwatch/filter-pattern/index.ts';

/** A match as `aws logs test-metric-filter` prints it. */
interface MetricFilterMatch {
  /** Counted from 1, as AWS counts. */
  readonly eventNumber: number;
  readonly eventMessage: string;
  readonly extractedValues: Readonly<Record<string, string>>;
}

const standardInput = 0;
const exitRefused = 2;

new Command('test-metric-filter')
  .description(
    'Tell which log messages a CloudWatch Logs filter pattern matches, as `aws logs test-metric-filter` does.',
  )
  .requiredOption('-p, --pattern <pattern>', 'the filter pattern')
  .argument('[file]', 'log messages, one per line; standard input without it')
  .action((file: string | undefined, { pattern }: { pattern: string }) => {
    const messages = readMessages(file);
    const filter = parsePattern(pattern);
    process.stdout.write(`${JSON.stringify({ matches: findMatches(filter, messages) }, undefined, 2)}\n`);
  })
  .parse();

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
    if (error instanceof FilterPatternError) refuse(`The pattern is refused: ${error.message}`);
    throw error;
  }
}

/** The lines of a file. Lines without a character are left out: CloudWatch takes no empty event. */
function readMessages(file: string | undefined): readonly string[] {
  try {
    const text = readFileSync(file ?? standardInput, 'utf8');
    return text.split(/\r?\n/).filter((line) => line !== '');
  } catch (error) {
    refuse(
      `${file ?? 'Standard input'} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(exitRefused);
}
