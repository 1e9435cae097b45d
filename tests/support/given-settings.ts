import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { parseSettings } from '../../infra/parse-settings.ts';
import type { StackOfSettings } from '../../infra/settings-of-stack.ts';
import type { Settings } from '../../infra/settings.ts';

interface Declaration {
  readonly type?: string;
  readonly default?: unknown;
  readonly description: string;
}

/** What Pulumi.yaml says of each setting. */
export const declared = (
  parse(readFileSync('Pulumi.yaml', 'utf8')) as { config: Record<string, Declaration> }
).config;

/** As the CLI hands values over: texts as they are, everything else as JSON. */
const asPassed = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

export const defaults: Record<string, string> = Object.fromEntries(
  Object.entries(declared)
    .filter(([, { default: value }]) => value !== undefined)
    .map(([key, { default: value }]) => [key, asPassed(value)]),
);
/** What is known of a stack beside its settings. */
export const someStack: StackOfSettings = { project: 'keywatch', stack: 'prod', region: 'us-east-1' };

/** Enough for a stack. */
const values = { ...defaults, ingressCidrs: '["203.0.113.0/24"]' };

/** The settings of a stack with these values in place of the defaults. */
export function settingsOf(changes: Record<string, string>): Settings {
  const parsed = parseSettings({ ...values, ...changes }, someStack);
  if ('problems' in parsed) throw new Error(parsed.problems.join('\n'));
  return parsed.settings;
}

export function problemsOf(changes: Record<string, string>, stack = someStack): readonly string[] {
  const parsed = parseSettings({ ...values, ...changes }, stack);
  return 'problems' in parsed ? parsed.problems : [];
}
