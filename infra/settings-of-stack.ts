import { z } from 'zod';
import { databaseAuthorityProblems } from './database-authorities.ts';
import { thresholdProblems } from './detection-overrides.ts';
import { overrideProblems } from './override-problems.ts';
import { planSettings } from './plan-problems.ts';
import { settingsSchema } from './settings.ts';

/** What is known of a stack beside its settings. */
export interface StackOfSettings {
  readonly project: string;
  readonly stack: string;
  /** `aws:region`, or what the environment says in its place; `undefined`: neither says any. */
  readonly region: string | undefined;
}

/** What follows `key` in the sentence. */
export interface StackProblem {
  readonly key: string;
  readonly message: string;
}

const each = z.object(settingsSchema.shape);
const ofPlan = each.pick(
  Object.fromEntries(planSettings.map((key) => [key, true])) as Record<(typeof planSettings)[number], true>,
);
const ofThresholds = each.pick({ detections: true });
const ofDatabase = each.pick({ deployApplication: true, imageUri: true });

/**
 * What is wrong with settings that each may be right: between the changes to single detections, and with the stack's
 * names and region. It reads no more settings than it needs, so that a wrong one hides only what follows from it.
 */
export function problemsOfStack(
  values: Readonly<Record<string, string>>,
  stack: StackOfSettings,
): readonly StackProblem[] {
  const thresholds = ofThresholds.safeParse(values);
  const plan = ofPlan.safeParse(values);
  return [
    ...(thresholds.success ? thresholdProblems(thresholds.data.detections) : []).map(({ id, message }) => ({
      key: `keywatch:detections.${id}.threshold`,
      message,
    })),
    ...(plan.success ? overrideProblems(plan.data, stack) : []).map((message) => ({
      key: 'keywatch:detections',
      message,
    })),
    ...regionProblems(values, stack.region).map((message) => ({ key: 'aws:region', message })),
  ];
}

function regionProblems(
  values: Readonly<Record<string, string>>,
  region: string | undefined,
): readonly string[] {
  if (region === undefined) return ['is missing; every stack states it'];
  const database = ofDatabase.safeParse(values);
  return database.success ? databaseAuthorityProblems(database.data, region) : [];
}
