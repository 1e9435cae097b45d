import { AwsError } from './aws-error.ts';
import type { Input } from './aws-service.ts';

/** A value of the right type, and what AWS's service model has against it. */
interface Reading<T> {
  readonly value: T;
  /** Constraints the value breaks, in AWS's words. */
  readonly broken: readonly string[];
  /** The value as messages show it; empty for blobs and maps, which are never shown. */
  readonly shown: string;
}

/**
 * One member of a request: its type and its constraints. A value of the wrong type is a SerializationException; one
 * that breaks a constraint is listed, with all others, in a ValidationException.
 */
export interface Member<T, R extends boolean = false> {
  readonly required: R;
  /** @throws AwsError SerializationException when the value has another type. */
  read(value: unknown): Reading<T>;
}

type Members = Readonly<Record<string, Member<unknown, boolean>>>;
type ValueOf<M> = M extends Member<infer T, infer R> ? (R extends true ? T : T | undefined) : never;

/** The typed members of a request that {@link readMembers} answers. */
export type MemberValues<S extends Members> = { readonly [K in keyof S]: ValueOf<S[K]> };

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

const wrongType = (expected: string): AwsError =>
  new AwsError('SerializationException', `A value in the request can not be converted to ${expected}.`);

function outOf({ min, max }: Bounds, size: number, what: 'length' | 'value'): string[] {
  if (min !== undefined && size < min) return [`Member must have ${what} greater than or equal to ${min}`];
  if (max !== undefined && size > max) return [`Member must have ${what} less than or equal to ${max}`];
  return [];
}

const optional = <T>(read: (value: unknown) => Reading<T>): Member<T> => ({ required: false, read });

/** The same member, refused when absent. */
export const required = <T>(member: Member<T>): Member<T, true> => ({
  required: true,
  read: (value) => member.read(value),
});

function parseText(value: unknown): string {
  if (typeof value !== 'string') throw wrongType('a String');
  return value;
}

/** A string; `min` and `max` bound its length. */
export const text = (bounds: Bounds = {}): Member<string> =>
  optional((given) => {
    const value = parseText(given);
    return { value, broken: outOf(bounds, value.length, 'length'), shown: ` '${value}'` };
  });

/** A string out of a set. */
export const oneOf = <const T extends string>(values: readonly T[]): Member<T> =>
  optional((given) => {
    const value = parseText(given) as T;
    const broken = values.includes(value)
      ? []
      : [`Member must satisfy enum value set: [${values.join(', ')}]`];
    return { value, broken, shown: ` '${value}'` };
  });

/** A whole number; `min` and `max` bound its value. */
export const integer = (bounds: Bounds = {}): Member<number> =>
  optional((value) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType('an Integer');
    return { value, broken: outOf(bounds, value, 'value'), shown: ` '${value}'` };
  });

/** True or false. */
export const flag: Member<boolean> = optional((value) => {
  if (typeof value !== 'boolean') throw wrongType('a Boolean');
  return { value, broken: [], shown: '' };
});

/** A point in time, given as epoch seconds. */
export const timestamp: Member<Date> = optional((given) => {
  const value = new Date(typeof given === 'number' ? given * 1000 : NaN);
  if (Number.isNaN(value.getTime())) throw wrongType('a Timestamp');
  return { value, broken: [], shown: '' };
});

/** Bytes, given as base64; `min` and `max` bound their number. */
export const blob = (bounds: Bounds = {}): Member<Buffer> =>
  optional((given) => {
    const value = Buffer.from(parseText(given), 'base64');
    if (value.toString('base64') !== given) throw wrongType('a Blob');
    return { value, broken: outOf(bounds, value.length, 'length'), shown: '' };
  });

/** A map from strings to strings. */
export const textMap: Member<ReadonlyMap<string, string>> = optional((given) => {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw wrongType('a Map');
  const value = new Map(Object.entries(given).map(([key, one]) => [key, parseText(one)]));
  return { value, broken: [], shown: '' };
});

/** A list of strings; `min` and `max` bound how many. */
export const textList = (bounds: Bounds = {}): Member<readonly string[]> =>
  optional((given) => {
    if (!Array.isArray(given)) throw wrongType('a List');
    const value = given.map(parseText);
    return { value, broken: outOf(bounds, value.length, 'length'), shown: ` '[${value.join(', ')}]'` };
  });

/** Any value at all: for members that are refused when they are present. */
export const anything: Member<unknown> = optional((value) => ({ value, broken: [], shown: '' }));

const nullAt = (path: string): string =>
  `Value null at '${path}' failed to satisfy constraint: Member must not be null`;

/**
 * Reads the members an operation knows; unknown members are ignored and null is absent, as on AWS.
 * @throws AwsError SerializationException, or ValidationException that lists every broken constraint.
 */
export function readMembers<S extends Members>(input: Input, members: S): MemberValues<S> {
  const values: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const [name, member] of Object.entries(members)) {
    const path = name.charAt(0).toLowerCase() + name.slice(1);
    const given = Object.hasOwn(input, name) ? (input[name] ?? undefined) : undefined;
    if (given === undefined) {
      if (member.required) wrong.push(nullAt(path));
      continue;
    }
    const { value, broken, shown } = member.read(given);
    values[name] = value;
    wrong.push(...broken.map((rule) => `Value${shown} at '${path}' failed to satisfy constraint: ${rule}`));
  }
  if (wrong.length > 0) {
    const noun = wrong.length === 1 ? 'error' : 'errors';
    throw new AwsError(
      'ValidationException',
      `${wrong.length} validation ${noun} detected: ${wrong.join('; ')}`,
      400,
      'ValidationError',
    );
  }
  return values as MemberValues<S>;
}
