import type { Selector, SelectorStep } from './syntax.ts';

/** The value at one step, or `undefined` where there is none. */
type Step = (value: unknown) => unknown;
type ValuePredicate = (value: unknown) => boolean;

/**
 * Reads the one value a selector without wildcards leads to.
 *
 * A key is looked for among an object's own properties only, an index in arrays only; a path through null,
 * a scalar or nothing leads to `undefined`.
 */
export function compilePath(selector: Selector): Step {
  const steps = selector.map(compileStep);
  const [first, second] = steps;
  if (first === undefined) return (value) => value;
  if (second === undefined) return first;
  if (steps.length === 2) return (value) => second(first(value));
  return (value) => {
    let current = value;
    for (const step of steps) current = step(current);
    return current;
  };
}

/** Whether any of the values a selector leads to satisfies a predicate; without wildcards there is just one. */
export function compileSelector(selector: Selector, holds: ValuePredicate): ValuePredicate {
  const wildcard = selector.findIndex(({ kind }) => kind === 'wildcard');
  if (wildcard === -1) {
    const path = compilePath(selector);
    return (value) => holds(path(value));
  }
  const parent = compilePath(selector.slice(0, wildcard));
  const rest = compileSelector(selector.slice(wildcard + 1), holds);
  return (value) => {
    const members = parent(value);
    if (typeof members !== 'object' || members === null) return false;
    return (Array.isArray(members) ? members : Object.values(members)).some(rest);
  };
}

/** Looking a property up without asking whether it is inherited is several times faster, and safe for most keys. */
function compileKey(key: string): Step {
  const mayBeInherited = key in Object.prototype;
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    if (mayBeInherited && !Object.hasOwn(value, key)) return undefined;
    return (value as Readonly<Record<string, unknown>>)[key];
  };
}

function compileStep(step: SelectorStep): Step {
  switch (step.kind) {
    case 'key':
      return compileKey(step.key);
    case 'index': {
      const { index } = step;
      return (value) => (Array.isArray(value) ? (value as readonly unknown[])[index] : undefined);
    }
    case 'wildcard':
      throw new TypeError('A path has no wildcard.');
  }
}
