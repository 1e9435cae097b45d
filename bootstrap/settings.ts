import { z } from 'zod';
import { deployedProject, maxStackNameLength } from './names.ts';

/** A message continues the sentence "keywatch-bootstrap:KEY …": what was given, then what is allowed. */
const takes = (form: string) => ({
  error: (issue: { readonly input?: unknown }) =>
    issue.input === undefined
      ? `is missing; it takes ${form}`
      : `is ${JSON.stringify(issue.input)}; it takes ${form}`,
});

const owner = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?';
const name = '[A-Za-z0-9._-]{1,100}';
const repository = new RegExp(`^(?:${owner}/${name}|${owner}@\\d+/${name}@\\d+)$`);
const repositoryForm =
  'OWNER/NAME, or OWNER@ID/NAME@ID for a repository with immutable subjects, both without "*"';

const providerArn = new RegExp(
  '^(?:|arn:aws[a-z-]*:iam::\\d{12}:oidc-provider/token\\.actions\\.githubusercontent\\.com)$',
);

const stackName = new RegExp(`^[a-z][a-z0-9-]{0,${maxStackNameLength - 2}}[a-z0-9]$`);
const stackNameForm = `lower-case letters, digits and inner hyphens, 2 to ${maxStackNameLength} characters`;

const names = (form: string) =>
  z.array(z.string(takes('texts')).regex(/^[\w./#-]+$/, takes(form)), takes('a list')).default([]);

const stackSchema = z.strictObject(
  {
    mayDestroyData: z.boolean(takes('true or false')),
    topicNames: names('the name of a topic, without wildcards'),
    alarmNames: names('the name of an alarm, without wildcards'),
    logGroupNames: names('the name of a log group, without wildcards'),
  },
  takes('an object with mayDestroyData'),
);

/** What CI may do with one stack. */
export type StackSettings = Readonly<z.infer<typeof stackSchema>>;

const stacksSchema = z
  .record(
    z.string().regex(stackName, takes(stackNameForm)),
    stackSchema,
    takes('an object of stacks by name'),
  )
  .superRefine((stacks, context) => {
    const known = Object.keys(stacks);
    if (known.length === 0)
      context.addIssue({ code: 'custom', message: 'is empty; it takes at least one stack' });
    for (const [shorter, longer] of prefixPairs(known)) {
      context.addIssue({
        code: 'custom',
        path: [longer],
        message: `begins like ${shorter}, whose role could change everything named ${deployedProject}-${longer}-…; it takes a name of its own`,
      });
    }
  });

const schema = z.strictObject({
  repository: z.string(takes(repositoryForm)).regex(repository, takes(repositoryForm)),
  githubProviderArn: z
    .string(takes("the ARN of GitHub's OIDC provider"))
    .regex(providerArn, takes("the ARN of GitHub's OIDC provider, or an empty text"))
    .transform((arn) => (arn === '' ? undefined : arn)),
  stacks: stacksSchema,
});

export type Settings = z.infer<typeof schema>;

/** Either the settings, or every problem found, one sentence each. */
export type ParsedSettings =
  { readonly settings: Settings } | { readonly problems: readonly [string, ...string[]] };

/** Validates the whole configuration: values by key without the namespace, each as the string the CLI passes. */
export function parseSettings(values: Readonly<Record<string, string>>): ParsedSettings {
  const { stacks, ...texts } = values;
  const result = schema.safeParse({ ...texts, stacks: stacks === undefined ? undefined : parseJson(stacks) });
  if (result.success) return { settings: result.data };
  const [first = '', ...rest] = result.error.issues.flatMap(describe);
  return { problems: [first, ...rest] };
}

function describe(issue: z.core.$ZodIssue): string[] {
  const key = `keywatch-bootstrap:${issue.path.map(String).join('.')}`;
  if (issue.code === 'unrecognized_keys') {
    const at = issue.path.length === 0 ? key : `${key}.`;
    return issue.keys.map(
      (unknown) => `${at}${unknown} is not a setting; Pulumi.yaml describes those there are.`,
    );
  }
  const message = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return [`${key} ${message}.`];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Pairs where the role of one stack, `keywatch-dev-*`, would cover the names of the other, `keywatch-dev-x-…`. */
function prefixPairs(stacks: readonly string[]): [shorter: string, longer: string][] {
  return stacks.flatMap((shorter) =>
    stacks
      .filter((longer) => longer.startsWith(`${shorter}-`))
      .map((longer): [string, string] => [shorter, longer]),
  );
}
