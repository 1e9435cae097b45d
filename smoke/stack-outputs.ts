import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** The stack outputs the scenario needs; others are ignored. */
const schema = z.object({
  applicationEndpoint: z.url({ protocol: /^https?$/ }),
  ecsTaskRoleArn: z.string().startsWith('arn:'),
  trailLogGroupName: z.string().min(1),
  alarmNames: z.array(z.string().min(1)).min(1),
  awsRegion: z.string().min(1),
  /** Only the local run has one: the endpoint that stands for AWS. */
  awsEndpointUrl: z.url({ protocol: /^https?$/ }).optional(),
});

/** Stack outputs by the names of `pulumi stack output --json`. */
export type StackOutputs = z.infer<typeof schema>;

/** The outputs file can't be used; the message says why and how to get one. */
export class OutputsFileError extends Error {
  override readonly name = 'OutputsFileError';
  readonly code = 'OUTPUTS_FILE';
}

/**
 * Reads what `pulumi stack output --json` or the local run wrote.
 * @throws OutputsFileError when the file is missing, is not JSON, or lacks an output.
 */
export async function readStackOutputs(file: string): Promise<StackOutputs> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw new OutputsFileError(
      `No outputs file at ${file}: run "npm start" for the local one (.keywatch/outputs.json), or "pulumi stack output --json > FILE" for a deployed stack.`,
    );
  }
  return parseStackOutputs(text, file);
}

/** The pure half of {@link readStackOutputs}; `file` only names the file in messages. */
export function parseStackOutputs(text: string, file: string): StackOutputs {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new OutputsFileError(`${file} is not JSON: ${(cause as Error).message}.`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'the document'}: ${issue.message}`,
  );
  throw new OutputsFileError(
    `${file} does not hold the outputs of a Keywatch stack. ${problems.join('; ')}.`,
  );
}
