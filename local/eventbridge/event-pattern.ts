import { isObject } from './is-object.ts';
import { compileValueTest, type ValueTest } from './value-test.ts';

/** A pattern of EventBridge, compiled. */
export interface EventPattern {
  readonly matches: (event: unknown) => boolean;
}

/** A field that a pattern names, and what it may be. */
interface Field {
  readonly steps: readonly string[];
  readonly test: ValueTest;
}

/** One of the patterns that `$or` stands for: every field has to fit. By the field's path. */
type Alternative = ReadonlyMap<string, Field>;

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
const or = '$or';

/**
 * Compiles an event pattern as EventBridge reads it: exact values, `prefix`, `suffix`, `wildcard`, `anything-but`,
 * `exists` and `$or`. A list in the event fits by any of its elements, and what a pattern asks of objects in a list has
 * to hold for the same one. A field that two sides of `$or` ask is asked as the later one says. What else EventBridge
 * knows (numeric, cidr, equals-ignore-case, …) is refused.
 * @throws Error that names what is not simulated.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 * @see https://github.com/aws/event-ruler the library that EventBridge matches with
 */
export function compileEventPattern(text: string): EventPattern {
  const alternatives = compileNode(JSON.parse(text) as unknown, []).map((fields) => [...fields.values()]);
  return { matches: (event) => alternatives.some((fields) => fits(fields, event)) };
}

function compileNode(node: unknown, steps: readonly string[]): readonly Alternative[] {
  if (!isObject(node)) throw notSimulated(steps, 'a value that is not in a list');
  return Object.entries(node).reduce<readonly Alternative[]>(
    (known, [name, inner]) => {
      const found = name === or ? compileOr(inner, steps) : compileField(inner, [...steps, name]);
      return known.flatMap((one) => found.map((other) => new Map([...one, ...other])));
    },
    [new Map()],
  );
}

function compileOr(sides: unknown, steps: readonly string[]): readonly Alternative[] {
  if (!Array.isArray(sides) || sides.length === 0)
    throw notSimulated(steps, `${or} of anything but patterns`);
  return sides.flatMap((side: unknown) => compileNode(side, steps));
}

function compileField(node: unknown, steps: readonly string[]): readonly Alternative[] {
  if (!Array.isArray(node)) return compileNode(node, steps);
  const test = compileValueTest(node, (what) => notSimulated(steps, what));
  return [new Map([[JSON.stringify(steps), { steps, test }]])];
}

/** Whether a field is there is asked of the whole event, not of one element of a list. */
function fits(fields: readonly Field[], event: unknown): boolean {
  const there = fields.filter(({ steps }) => leavesAt(event, steps).length > 0);
  return (
    fields.every((field) => field.test.mayBeAbsent || there.includes(field)) && fitTogether(there, event)
  );
}

/** All of these, each in one of its leaves, within the same elements of the lists on the way. */
function fitTogether(fields: readonly Field[], value: unknown): boolean {
  const here = fields.filter(({ steps }) => steps.length === 0);
  if (!here.every(({ test }) => leavesAt(value, []).some(test.allows))) return false;
  const inside = fields.filter(({ steps }) => steps.length > 0);
  if (inside.length === 0) return true;
  if (Array.isArray(value)) return value.some((element) => fitTogether(inside, element));
  const names = new Set(inside.map(({ steps: [name = ''] }) => name));
  return (
    isObject(value) &&
    [...names].every((name) => {
      const ofName = inside.filter(({ steps }) => steps[0] === name);
      return fitTogether(
        ofName.map(({ steps, test }) => ({ steps: steps.slice(1), test })),
        value[name],
      );
    })
  );
}

/** What is neither a list nor an object: a pattern asks that alone. Lists are looked into wherever they are. */
function leavesAt(value: unknown, [name, ...steps]: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap((element) => leavesAt(element, name === undefined ? [] : [name, ...steps]));
  }
  if (isObject(value)) return name === undefined ? [] : leavesAt(value[name], steps);
  return name === undefined && value !== undefined ? [value] : [];
}

function notSimulated(steps: readonly string[], what: string): Error {
  return new Error(
    `An event pattern with ${what} at ${steps.length === 0 ? 'its top' : steps.join('.')} is not simulated; exact values, prefix, suffix, wildcard, anything-but, exists and $or are.`,
  );
}
