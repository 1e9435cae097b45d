import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { LocalPlan } from '../../local/declaration/local-plan.ts';
import { readPlan } from '../../local/declaration/read-plan.ts';
import type { DeclaredStack } from '../../stack/declared-stack.ts';
import { declaredStack } from './declared-stack.ts';

export const ownerEmail = 'owner@example.com';

/** The dev stack as it would be declared with somebody to tell. */
export function declaredDevStack(): Promise<DeclaredStack> {
  const { config } = parse(readFileSync('Pulumi.dev.yaml', 'utf8')) as { config: Record<string, unknown> };
  return declaredStack('dev', { ...config, 'keywatch:alertEmail': ownerEmail });
}

export async function devPlan(): Promise<LocalPlan> {
  return readPlan(await declaredDevStack());
}

/** The same, by name: resources that wait for others are declared now in this order, now in that. */
export async function orderedDevPlan(): Promise<LocalPlan> {
  const plan = await devPlan();
  return {
    ...plan,
    alarms: plan.alarms.toSorted((a, b) => a.alarmName.localeCompare(b.alarmName)),
    metricFilters: plan.metricFilters.toSorted((a, b) => a.filterName.localeCompare(b.filterName)),
  };
}
