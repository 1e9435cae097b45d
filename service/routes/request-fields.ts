import { InvalidRequestError } from '../errors.ts';

const MAX_NAME_CODE_POINTS = 256;
const MAX_TEXT_BYTES = 64 * 1024;
const MAX_KEY_CHARACTERS = 128;

/** A field's rule: whether a string obeys it, and the rule in words. */
interface FieldRule {
  readonly words: string;
  /** The same rule as far as JSON Schema can say it; its lengths count code points too. */
  readonly schema: object;
  allows(value: string): boolean;
}

/** Code points, not UTF-16 units, of which each takes one or two: only in between must they be counted. */
const hasCodePoints = (value: string, max: number): boolean =>
  value.length > 0 && (value.length <= max || (value.length <= 2 * max && Array.from(value).length <= max));

/** UTF-8 can't express half a surrogate pair: it would silently become another character. */
const isWellFormed = (value: string): boolean => value.isWellFormed();

const rules = {
  Name: {
    words: `Name must be a string of 1 to ${MAX_NAME_CODE_POINTS} characters without NUL or unpaired surrogates`,
    schema: { type: 'string', minLength: 1, maxLength: MAX_NAME_CODE_POINTS, pattern: '^[^\\u0000]*$' },
    allows: (value) =>
      hasCodePoints(value, MAX_NAME_CODE_POINTS) && isWellFormed(value) && !value.includes('\0'),
  },
  Text: {
    words: `Text must be a string of 1 to ${MAX_TEXT_BYTES} bytes in UTF-8 without unpaired surrogates`,
    schema: { type: 'string', minLength: 1, maxLength: MAX_TEXT_BYTES },
    allows: (value) => value.length > 0 && Buffer.byteLength(value) <= MAX_TEXT_BYTES && isWellFormed(value),
  },
  Key: {
    words: `Key must be a string of 1 to ${MAX_KEY_CHARACTERS} characters`,
    schema: { type: 'string', minLength: 1, maxLength: MAX_KEY_CHARACTERS },
    allows: (value) => hasCodePoints(value, MAX_KEY_CHARACTERS),
  },
} satisfies Record<string, FieldRule>;

type Field = keyof typeof rules;

/** The JSON Schema of a body with these fields and no others. */
export const bodySchema = (required: readonly Field[], optional: readonly Field[] = []): object => ({
  type: 'object',
  required,
  additionalProperties: false,
  properties: Object.fromEntries(
    [...required, ...optional].map((field) => [
      field,
      { ...rules[field].schema, description: rules[field].words },
    ]),
  ),
});

type Fields<Required extends Field, Optional extends Field> = Record<Required, string> &
  Partial<Record<Optional, string>>;

const obeys = (field: Field, value: unknown): boolean =>
  typeof value === 'string' && rules[field].allows(value);

/**
 * The fields of a request's body, each obeying its rule. Every problem is told at once; no value is repeated.
 * @throws InvalidRequestError
 */
export const parseFields = <Required extends Field, Optional extends Field = never>(
  body: unknown,
  required: readonly Required[],
  optional: readonly Optional[] = [],
): Fields<Required, Optional> => {
  const known: readonly Field[] = [...required, ...optional];
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new InvalidRequestError(`The body must be a JSON object with ${required.join(' and ')}`);
  }
  const given = Object.keys(body);
  const values = body as Readonly<Record<string, unknown>>;
  const isOptional = (field: Field): boolean => optional.some((one) => one === field);
  const problems = known
    .filter((field) => (given.includes(field) ? !obeys(field, values[field]) : !isOptional(field)))
    .map((field) => rules[field].words);
  if (given.some((field) => !known.some((one) => one === field))) {
    problems.push(`The body may hold no other fields than ${known.join(', ')}`);
  }
  if (problems.length > 0) throw new InvalidRequestError(problems.join('; '));
  return body as Fields<Required, Optional>;
};
