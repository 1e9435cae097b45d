import { compileTree, type Predicate } from './compile-tree.ts';
import { compileComparison } from './compile-value.ts';
import { isNumber } from './decimal.ts';
import { splitFields, type MessageField } from './split-fields.ts';
import type { Comparison, SpaceDelimitedSyntax, SpaceField } from './syntax.ts';

/** Extracted fields by `$name`, or `$1`, `$2`… for those without one; `undefined` when the message does not match. */
export type Extraction = (message: string) => Record<string, string> | undefined;

interface CompiledField {
  readonly name: string | undefined;
  readonly holds: Predicate<string>;
}

/**
 * Compiles a space-delimited pattern. Without `...` the last field takes the rest of the message, as it is
 * written; with `...` the fields before it are counted from the left, those after it from the right.
 */
export function compileSpace({ fields }: SpaceDelimitedSyntax): Extraction {
  const ellipsis = fields.findIndex(({ kind }) => kind === 'ellipsis');
  if (fields.length === 0) return compileAnchored([], []);
  if (ellipsis === -1) return compileFixed(fields.map(compileField));
  return compileAnchored(
    fields.slice(0, ellipsis).map(compileField),
    fields.slice(ellipsis + 1).map(compileField),
  );
}

function compileFixed(fields: readonly CompiledField[]): Extraction {
  return (message) => {
    const found = splitFields(message);
    if (found.length < fields.length) return undefined;
    const texts = found.slice(0, fields.length).map(({ text }) => text);
    const last = found[fields.length - 1];
    const end = found.at(-1)?.end;
    if (last !== undefined && found.length > fields.length) {
      texts[fields.length - 1] = message.slice(last.start, end);
    }
    return extract(texts, fields);
  };
}

function compileAnchored(head: readonly CompiledField[], tail: readonly CompiledField[]): Extraction {
  return (message) => {
    const found = splitFields(message);
    const between = found.length - head.length - tail.length;
    if (between < 0) return undefined;
    const unnamed = Array.from({ length: between }, () => anything);
    return extract(found.map(toText), [...head, ...unnamed, ...tail]);
  };
}

function extract(
  texts: readonly string[],
  fields: readonly CompiledField[],
): Record<string, string> | undefined {
  const entries: [string, string][] = [];
  for (const [index, { name, holds }] of fields.entries()) {
    const text = texts[index] ?? '';
    if (!holds(text)) return undefined;
    entries.push([`$${name ?? index + 1}`, text]);
  }
  return Object.fromEntries(entries);
}

function compileField(field: SpaceField): CompiledField {
  if (field.kind === 'ellipsis') throw new TypeError('An ellipsis is no field.');
  if (field.condition === undefined) return { name: field.name, holds: () => true };
  return { name: field.name, holds: compileTree(field.condition, compileFieldComparison) };
}

/** A field that reads as a number compares as one; any other compares as text. */
export function compileFieldComparison(comparison: Comparison): Predicate<string> {
  const test = compileComparison(comparison);
  return (text) => (isNumber(text) ? test.number(text) : test.text(text));
}

const anything: CompiledField = { name: undefined, holds: () => true };

function toText({ text }: MessageField): string {
  return text;
}
