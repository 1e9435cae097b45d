import { readFile } from 'node:fs/promises';
import type { z } from 'zod';

/** The outputs file can't be used; the message says why and how to get one. */
export class OutputsFileError extends Error {
  override readonly name = 'OutputsFileError';
  readonly code = 'OUTPUTS_FILE';
}

const howToGetOne =
  'run "npm start" for the local one (.keywatch/outputs.json), or "npx pulumi stack output --json > FILE" for a deployed stack.';

/**
 * Reads what `pulumi stack output --json` or the local run wrote.
 * @throws OutputsFileError when the file is missing, can't be read or is not JSON.
 */
export async function readOutputsFile(file: string): Promise<unknown> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new OutputsFileError(`${unreadable(file, cause as NodeJS.ErrnoException)}: ${howToGetOne}`, {
      cause,
    });
  });
  const text = decode(bytes);
  if (text.trim() === '') throw new OutputsFileError(`${file} is empty: ${howToGetOne}`);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    // The parser's own words may quote the file, control characters and all.
    throw new OutputsFileError(`${file} is not JSON: ${howToGetOne}`, { cause });
  }
}

/**
 * UTF-8, or UTF-16 after its mark, which is what `>` writes in Windows PowerShell; without the mark.
 * @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding
 */
function decode(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

function unreadable(file: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return `No outputs file at ${file === '' ? '""' : file}`;
  return code === 'EISDIR' ? `${file} is a folder` : `${file} can't be read (${code ?? message})`;
}

/**
 * The outputs a reader needs out of all there are; `file` only names them in messages.
 * @throws OutputsFileError that lists every output which is missing or is something else.
 */
export function parseOutputs<T>(schema: z.ZodType<T>, outputs: unknown, file: string): T {
  const parsed = schema.safeParse(outputs, {
    error: ({ input }) => (input === undefined ? 'is missing' : undefined),
  });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the document'}: ${message}`,
  );
  throw new OutputsFileError(
    `${file} does not hold the outputs of a Keywatch stack of this version. ${problems.join('; ')}. Write it with "npx pulumi stack output --json > FILE" after "npx pulumi up".`,
  );
}
