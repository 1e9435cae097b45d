import { z } from 'zod';
import { OutputsFileError, parseOutputs } from '../stack/outputs-file.ts';

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

/** The outputs of a stack that only monitors roles of others. */
const withoutApplication = z.object({ alarmNames: z.array(z.string()), applicationEndpoint: z.undefined() });

/**
 * @throws OutputsFileError when the stack has no application, or an output is missing or is something else; `file`
 * only names them in messages.
 */
export function parseStackOutputs(outputs: unknown, file: string): StackOutputs {
  if (withoutApplication.safeParse(outputs).success) {
    throw new OutputsFileError(
      `${file} is of a stack without an application, and the scenario calls one: "npm run doctor -- --outputs ${file}" looks at such a stack.`,
    );
  }
  return parseOutputs(schema, outputs, file);
}
