import { compilePath } from './filter-pattern/compile-selector.ts';
import { numberText, readJson } from './filter-pattern/json-reader.ts';
import { readSelector } from './filter-pattern/read-selector.ts';
import type { FilterPattern, Selector } from './filter-pattern/index.ts';

/** Reads a value of a matching message as text: a string as it is, a number as it is written, of anything else nothing. */
export type ValueReader = (message: string) => string | undefined;

/** Compiles the selector of a metric value or dimension for messages that match `pattern`. */
export function readValue(selector: string, pattern: FilterPattern): ValueReader {
  if (pattern.kind === 'space-delimited') return (message) => pattern.extract(message)?.[selector];
  const path = compilePath(parseValueSelector(selector) ?? []);
  return (message) => {
    const value = path(readJson(message));
    return typeof value === 'string' ? value : numberText(value);
  };
}

/** A whole text as a JSON selector without a wildcard, or `undefined` when it is none. */
export function parseValueSelector(text: string): Selector | undefined {
  if (!text.startsWith('$')) return undefined;
  try {
    const { selector, end } = readSelector(text, 0);
    const usable = end === text.length && selector.every(({ kind }) => kind !== 'wildcard');
    return usable ? selector : undefined;
  } catch {
    return undefined;
  }
}
