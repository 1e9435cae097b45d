import { z } from 'zod';
import { parseOutputs } from '../stack/outputs-file.ts';

/** The one stack output that is read; others are ignored. */
const schema = z.object({ metricFilterPatterns: z.record(z.string(), z.string()) });

/** Patterns of metric filters as a stack deployed them, by the filters' names. */
export type DeployedPatterns = Readonly<Record<string, string>>;

/**
 * The patterns of a deployed stack, out of its outputs: with the keys and addresses that only the deployment knows.
 * @throws OutputsFileError when they are not there; `file` only names the outputs in messages.
 */
export function parseDeployedPatterns(outputs: unknown, file: string): DeployedPatterns {
  return parseOutputs(schema, outputs, file).metricFilterPatterns;
}
