import { z } from 'zod';
import { parseOutputs } from '../stack/outputs-file.ts';

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

/** @throws OutputsFileError when an output is missing or is something else; `file` only names them in messages. */
export function parseStackOutputs(outputs: unknown, file: string): StackOutputs {
  return parseOutputs(schema, outputs, file);
}
