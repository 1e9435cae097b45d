import { z } from 'zod';
import { parseOutputs } from '../stack/outputs-file.ts';

const arn = z.string().regex(/^arn:[^:]+:[^:]+:[^:]*:\d{12}:.+$/, 'is no ARN');

/** The stack outputs that lead to everything else; others are ignored. */
const schema = z.object({
  awsRegion: z.string().min(1),
  /** Absent where the trail is somebody else's. */
  trailArn: arn.optional(),
  trailLogGroupName: z.string().min(1),
  /** The declared pattern of each metric filter on the trail's log group. */
  metricFilterPatterns: z.record(z.string(), z.string()),
  alarmNames: z.array(z.string().min(1)).min(1),
  alarmTopicArn: arn,
  /** These three are absent where no application is deployed. */
  imageUri: z.string().min(1).optional(),
  ecsClusterName: z.string().min(1).optional(),
  ecsServiceName: z.string().min(1).optional(),
  /** Only a local run has one: the endpoint that stands for AWS. */
  awsEndpointUrl: z.url({ protocol: /^https?$/ }).optional(),
});

/** What was deployed, by the names of `pulumi stack output --json`. */
export type DeployedStack = z.infer<typeof schema>;

/** @throws OutputsFileError when an output is missing or is something else; `file` only names them in messages. */
export function parseDeployedStack(outputs: unknown, file: string): DeployedStack {
  return parseOutputs(schema, outputs, file);
}

/** Region, account and partition of the stack, as its alarm topic's ARN states them. */
export function placeOf({ alarmTopicArn }: DeployedStack): {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
} {
  const [, partition = '', , region = '', accountId = ''] = alarmTopicArn.split(':');
  return { partition, region, accountId };
}

/** ARNs of the stack's alarms, as CloudWatch states them when it publishes. */
export function alarmArns(stack: DeployedStack): readonly string[] {
  const { partition, region, accountId } = placeOf(stack);
  return stack.alarmNames.map((name) => `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${name}`);
}
