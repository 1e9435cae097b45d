import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { databaseAuthorityProblems } from './database-authorities.ts';
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
  const parsed = parseSettings(Object.fromEntries(values));
  if ('problems' in parsed) throw refusal(parsed.problems);
  const problems = databaseAuthorityProblems(parsed.settings, aws.config.requireRegion());
  if (problems.length > 0) throw refusal(problems);
  return parsed.settings;
}

function refusal(problems: readonly string[]): pulumi.RunError {
  return new pulumi.RunError(
    [
      `The settings of the stack ${pulumi.getStack()} can't be used:`,
      ...problems.map((text) => `  ${text}`),
    ].join('\n'),
  );
}
