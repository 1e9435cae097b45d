import { closest } from 'fastest-levenshtein';
import type { z } from 'zod';
import { overridesById } from './detection-overrides.ts';
import { problemsOfStack, type StackOfSettings } from './settings-of-stack.ts';
import { settingsSchema, type Settings } from './settings.ts';

/** Either the settings, or every problem found, one sentence each. */
export type ParsedSettings =
  { readonly settings: Settings } | { readonly problems: readonly [string, ...string[]] };

/**
 * Validates a stack's whole configuration: values by key without the namespace, each as the string the Pulumi
 * CLI passes, Pulumi.yaml's defaults already merged in; and what else is known of the stack. Pure.
 */
export function parseSettings(
  values: Readonly<Record<string, string>>,
  stack: StackOfSettings,
): ParsedSettings {
  const result = settingsSchema.safeParse(values);
  const ofStack = problemsOfStack(values, stack).map(({ key, message }) => `${key} ${message}.`);
  if (result.success && ofStack.length === 0) return { settings: result.data };
  const issues = result.error?.issues ?? [];
  const [first = '', ...rest] = [...issues.flatMap(describe), ...ofStack];
  return { problems: [first, ...rest] };
}

function describe(issue: z.core.$ZodIssue): string[] {
  if (issue.code !== 'unrecognized_keys') return [`${keyText(issue.path)} ${issue.message}.`];
  const known = knownKeys(issue.path);
  return issue.keys.map((key) => {
    const nearest = keyText([...issue.path, closest(key, known)]);
    return `${keyText([...issue.path, key])} is not a setting; the nearest one is ${nearest}.`;
  });
}

/** What may stand at a path: settings, then detections, then what a stack may change about one. */
function knownKeys([setting, detection]: readonly PropertyKey[]): string[] {
  if (setting === undefined) return Object.keys(settingsSchema.shape);
  if (detection === undefined) return Object.keys(overridesById.shape);
  return Object.keys(overridesById.shape[String(detection)]?.unwrap().shape ?? {});
}

/** `keywatch:detections.kms-denied.threshold`, `keywatch:ingressCidrs[0]`. */
function keyText(path: readonly PropertyKey[]): string {
  const steps = path.map((step, index) =>
    typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`,
  );
  return `keywatch:${steps.join('')}`;
}
