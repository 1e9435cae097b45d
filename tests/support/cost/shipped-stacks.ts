import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../declared-stack.ts';

/** A shipped stack with other values for some settings. */
export async function changedStack(
  stack: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<DeclaredStack> {
  const { config } = parse(await readFile(`Pulumi.${stack}.yaml`, 'utf8')) as { config: object };
  return declaredStack(stack, { ...config, ...changes });
}

/** The shipped stacks, and those that differ in their way to the internet. */
export const pricedStacks = {
  dev: () => declaredStack('dev'),
  prod: () => declaredStack('prod'),
  monitor: () => declaredStack('monitor'),
  preview: () => declaredStack('preview'),
  'prod with egress endpoints': () => changedStack('prod', { 'keywatch:egress': 'endpoints' }),
} as const;
