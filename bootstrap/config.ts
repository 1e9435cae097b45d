import * as pulumi from '@pulumi/pulumi';
import { parseSettings, type Settings } from './settings.ts';

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
  const parsed = parseSettings(Object.fromEntries(values));
  if ('settings' in parsed) return parsed.settings;
  throw new pulumi.RunError(
    [
      `The settings of the stack ${pulumi.getStack()} can't be used:`,
      ...parsed.problems.map((text) => `  ${text}`),
    ].join('\n'),
  );
}
