import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ReplayError } from './replay-error.ts';

/** The one stack output that is read; others are ignored. */
const schema = z.object({ metricFilterPatterns: z.record(z.string(), z.string()) });

/** Patterns of metric filters as a stack deployed them, by the filters' names. */
export type DeployedPatterns = Readonly<Record<string, string>>;

/**
 * Reads the patterns of a deployed stack from its outputs, as `pulumi stack output --json` prints them: with the keys and
 * addresses that only the deployment knows.
 * @throws ReplayError when the file is missing, is no JSON, or lacks the output.
 */
export async function readDeployedPatterns(file: string): Promise<DeployedPatterns> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new ReplayError(
      `No outputs file at ${file}: run "npx pulumi stack output --json > FILE" for a deployed stack.`,
    );
  });
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data.metricFilterPatterns;
  throw new ReplayError(
    `${file} does not hold the outputs of a Keywatch stack: there is no metricFilterPatterns in it.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
