import { z } from 'zod';
import { databaseAuthorityProblems } from './database-authorities.ts';
import { thresholdProblems } from './detection-overrides.ts';
import { ecrRepositoryArn } from './ecr-repository-arn.ts';
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
const ofRegistry = each.pick({ egress: true, imageUri: true });
const channelSecrets = ['evidenceWebhookSecretArn', 'evidenceSlackSecretArn'] as const;

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
    ...secretProblems(values, stack.region),
    ...registryProblems(values, stack.region).map((message) => ({ key: 'keywatch:imageUri', message })),
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

/**
 * An interface endpoint is for the registry of its own region. The task would wait for its image until ECS gives up.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
function registryProblems(
  values: Readonly<Record<string, string>>,
  region: string | undefined,
): readonly string[] {
  const registry = ofRegistry.safeParse(values);
  if (!registry.success || region === undefined) return [];
  const { egress, imageUri } = registry.data;
  const [, , , ofImage] =
    (imageUri === undefined ? undefined : ecrRepositoryArn(imageUri, 'aws'))?.split(':') ?? [];
  if (egress !== 'endpoints' || ofImage === undefined || ofImage === region) return [];
  return [
    `is in ECR of ${ofImage}; with egress endpoints tasks reach that of the stack's region, ${region}, alone, so it takes an image there`,
  ];
}

/** Secrets Manager of another region knows them not. That would show only at the first alarm, when nobody is told. */
function secretProblems(
  values: Readonly<Record<string, string>>,
  region: string | undefined,
): readonly StackProblem[] {
  return channelSecrets.flatMap((setting) => {
    const secret = each.pick({ [setting]: true } as Record<typeof setting, true>).safeParse(values);
    const ofSecret = secret.data?.[setting]?.split(':')[3];
    if (region === undefined || ofSecret === undefined || ofSecret === region) return [];
    return [
      {
        key: `keywatch:${setting}`,
        message: `is a secret in ${ofSecret}, and the function in ${region} reads those of its own region alone; it takes a secret there, or a replica of this one`,
      },
    ];
  });
}
