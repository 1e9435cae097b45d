import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { parseSettings } from './parse-settings.ts';
import type { Settings } from './settings.ts';

/**
 * Reads the stack's settings, once, in index.ts. Whether one comes from Pulumi.STACK.yaml, from another file or from a
 * command's arguments, the program isn't told.
 * @throws RunError that lists every problem of the configuration together.
 */
export function readSettings(): Settings {
  const namespace = `${pulumi.getProject()}:`;
  const values = Object.entries(pulumi.runtime.allConfig())
    .filter(([key]) => key.startsWith(namespace))
    .map(([key, value]) => [key.slice(namespace.length), value] as const);
  const stack = pulumi.getStack();
  const parsed = parseSettings(Object.fromEntries(values), {
    project: pulumi.getProject(),
    stack,
    region: aws.config.region,
  });
  if ('settings' in parsed) return parsed.settings;
  throw new pulumi.RunError(
    [`The settings of the stack ${stack} can't be used:`, ...parsed.problems.map((text) => `  ${text}`)].join(
      '\n',
    ),
  );
}
