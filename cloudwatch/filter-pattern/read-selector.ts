import { FilterPatternError } from './filter-pattern-error.ts';
import { maxWildcardsPerSelector } from './limits.ts';
import type { Selector, SelectorStep } from './syntax.ts';

const name = /[A-Za-z0-9_-]+/y;
const index = /\[(0|[1-9]\d{0,8})\]/y;
const key = /\[(?:'([^'\\]+)'|"([^"\\]+)")\]/y;

/** A key that needs no brackets. */
export const plainKey = /^[A-Za-z0-9_-]+$/;

/**
 * Reads a property selector such as `$.users[0].['e-mail']`.
 *
 * @param position of the dollar sign.
 * @returns the selector and the offset just behind it.
 * @throws FilterPatternError when it is malformed or has more wildcards than CloudWatch allows.
 */
export function readSelector(pattern: string, position: number): { selector: Selector; end: number } {
  const selector: SelectorStep[] = [];
  let at = position + 1;
  let wildcards = 0;
  while (pattern[at] === '.' || pattern[at] === '[') {
    const { step, end } = readStep(pattern, at);
    wildcards += step.kind === 'wildcard' ? 1 : 0;
    if (wildcards > maxWildcardsPerSelector) {
      throw new FilterPatternError(
        'Found a second wildcard in one selector',
        at,
        'at most one wildcard per selector',
      );
    }
    selector.push(step);
    at = end;
  }
  if (selector.length === 0)
    throw new FilterPatternError('Found a selector without a property', at, 'a step such as .name');
  return { selector, end: at };
}

function readStep(pattern: string, at: number): { step: SelectorStep; end: number } {
  if (pattern[at] === '[') return readBrackets(pattern, at);
  const next = pattern[at + 1];
  if (next === '*') return { step: { kind: 'wildcard' }, end: at + 2 };
  if (next === '[') {
    const brackets = readBrackets(pattern, at + 1);
    if (brackets.step.kind === 'key') return brackets;
    throw new FilterPatternError('Found a dot before an index', at, "[…] without the dot, or .['key']");
  }
  name.lastIndex = at + 1;
  const text = name.exec(pattern)?.[0];
  if (text !== undefined) return { step: { kind: 'key', key: text }, end: at + 1 + text.length };
  if (next === '.') {
    throw new FilterPatternError(
      'Found "..", but there is no recursive descent',
      at,
      'a property name after the dot',
    );
  }
  throw new FilterPatternError(
    'Found no property name after the dot',
    at + 1,
    "a name, *, or a key such as ['a.b']",
  );
}

function readBrackets(pattern: string, at: number): { step: SelectorStep; end: number } {
  if (pattern.startsWith('[*]', at)) return { step: { kind: 'wildcard' }, end: at + 3 };
  index.lastIndex = at;
  const indexed = index.exec(pattern);
  if (indexed !== null) return { step: { kind: 'index', index: Number(indexed[1]) }, end: index.lastIndex };
  key.lastIndex = at;
  const keyed = key.exec(pattern);
  if (keyed !== null) return { step: { kind: 'key', key: keyed[1] ?? keyed[2] ?? '' }, end: key.lastIndex };
  throw new FilterPatternError(
    'Found brackets that hold neither an index, a wildcard nor a quoted key',
    at,
    "[0], [*] or ['key']; negative indexes, slices and filters do not exist",
  );
}
