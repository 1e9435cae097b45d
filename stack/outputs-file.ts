import { readFile } from 'node:fs/promises';
import type { z } from 'zod';

/** The outputs file can't be used; the message says why and how to get one. */
export class OutputsFileError extends Error {
  override readonly name = 'OutputsFileError';
  readonly code = 'OUTPUTS_FILE';
}

/**
 * Reads what `pulumi stack output --json` or the local run wrote.
 * @throws OutputsFileError when the file is missing or is not JSON.
 */
export async function readOutputsFile(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new OutputsFileError(
      `No outputs file at ${file}: run "npm start" for the local one (.keywatch/outputs.json), or "npx pulumi stack output --json > FILE" for a deployed stack.`,
    );
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new OutputsFileError(`${file} is not JSON: ${(cause as Error).message}.`, { cause });
  }
}

/**
 * The outputs a reader needs out of all there are; `file` only names them in messages.
 * @throws OutputsFileError that lists every output which is missing or is something else.
 */
export function parseOutputs<T>(schema: z.ZodType<T>, outputs: unknown, file: string): T {
  const parsed = schema.safeParse(outputs);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the document'}: ${message}`,
  );
  throw new OutputsFileError(
    `${file} does not hold the outputs of a Keywatch stack of this version. ${problems.join('; ')}. Write it with "npx pulumi stack output --json > FILE" after "npx pulumi up".`,
  );
}
