import { z } from 'zod';

/**
 * The types a setting may have. The Pulumi CLI passes every value as a string (arrays and objects as JSON), so
 * each type starts from a string. A message continues the sentence "keywatch:KEY …": what was given, then what
 * is allowed.
 */
const given = z.string({ error: 'is missing; Pulumi.yaml describes it' });

/** A text that passes a check; `form` says what is allowed. */
export const text = (check: (value: string) => boolean, form: string) =>
  given.refine(check, { error: (issue) => `is ${JSON.stringify(issue.input)}; it takes ${form}` });

/** A text that AWS takes for a name: of some characters, and not too many. */
export const name = (max: number, allowed: RegExp, form: string) =>
  text((value) => value.length <= max && allowed.test(value), `${form}, at most ${max} characters`);

/** An ARN of a service; `resource` is a regular expression over what follows the account. */
export const arn = (service: string, resource: string) => {
  const form = new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:\\d{12}:${resource}$`);
  return text((value) => form.test(value), `an ARN of ${service}`);
};

/**
 * An ARN of a secret. What is given instead is not repeated: it may be the secret itself, and who runs CI keeps its
 * output. With the six characters at its end: a policy that names a secret without them allows nothing.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
 */
export const secretArn = given
  .regex(/^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+$/, {
    error: 'is something else, not repeated since it may be a secret; it takes an ARN of secretsmanager',
    abort: true,
  })
  .regex(/-[A-Za-z0-9]{6}$/, {
    error:
      'is the ARN of a secret without the hyphen and the six characters that Secrets Manager puts behind its name; it takes the whole ARN, as aws secretsmanager describe-secret shows it',
  });

/** An empty text means that the setting is not given. */
export const optional = <T extends z.ZodType<string>>(type: T) =>
  given.transform((value, context) => (value === '' ? undefined : continueWith(type, value, context)));

/** `true` or `false`, spelled so. */
export const flag = given
  .refine((value) => value === 'true' || value === 'false', {
    error: (issue) => `is ${JSON.stringify(issue.input)}; it takes true or false`,
  })
  .transform((value) => value === 'true');

/** One of a few words. */
export const choice = <const T extends readonly string[]>(...words: T) =>
  given.transform((value, context): T[number] => {
    const word = words.find((allowed) => allowed === value);
    if (word !== undefined) return word;
    context.addIssue({
      code: 'custom',
      message: `is ${JSON.stringify(value)}; it takes ${words.join(' or ')}`,
    });
    return z.NEVER;
  });

/** A whole number within bounds, the whole string of it. */
export const integer = (min: number, max: number) =>
  text(
    (value) => /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max,
    `a whole number from ${min} to ${max}`,
  ).transform(Number);

/** A list, which may be empty. */
export const list = <T extends z.ZodType<string, string>>(item: T) =>
  json('a list', Array.isArray).transform((value, context) => continueWith(z.array(item), value, context));

/** An object with the keys of a schema. */
export const object = <T extends z.ZodType>(type: T) =>
  json(
    'an object',
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  ).transform((value, context) => continueWith(type, value, context));

function json(form: string, isForm: (value: unknown) => boolean) {
  return given.transform((value, context): unknown => {
    const parsed = parseJson(value);
    if (isForm(parsed)) return parsed;
    context.addIssue({ code: 'custom', message: `is ${JSON.stringify(value)}; it takes ${form}` });
    return z.NEVER;
  });
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

/** Goes on with another type inside a transform, its issues at the paths where they arose. */
function continueWith<T extends z.ZodType>(type: T, value: unknown, context: z.RefinementCtx): z.output<T> {
  const result = type.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) context.addIssue({ ...issue });
  return z.NEVER;
}
