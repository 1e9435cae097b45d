import fc from 'fast-check';
import type { RecordedPattern } from '../recorded-detections.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
interface Change {
  readonly path: string;
  /** `undefined`: the field is taken away. */
  readonly value: Json | undefined;
}

/** The fields that a filter pattern names, as it names them: `resources[*].ARN`. */
export function fieldsNamedIn(pattern: string): string[] {
  return [...new Set([...pattern.matchAll(/\$\.([\w.[\]*]+)/g)].map(([, field = '']) => field))];
}

/** The texts that a filter pattern compares with, without the stars at their ends. */
function textsIn(pattern: string): string[] {
  return [...pattern.matchAll(/"([^"]*)"/g)].map(([, text = '']) => text.replace(/^\*|\*$/g, ''));
}

/** Texts that differ from one by what a careless comparison would not see. */
function nearText(text: string): fc.Arbitrary<string> {
  return fc.oneof(fc.constant(text), fc.constantFrom(...changedTexts(text)));
}

function changedTexts(text: string): string[] {
  return [
    `${text}x`,
    `x${text}`,
    `x${text}x`,
    text.slice(0, -1),
    text.slice(1),
    text.toUpperCase(),
    text.toLowerCase(),
    `${text}\n`,
    `${text}*`,
    '',
  ];
}

/** What CloudTrail may have in a field: a text, or, of a request's parameters, a number. */
const writtenValue = (texts: readonly string[]): fc.Arbitrary<Json> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...texts).chain(nearText) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1, -1.5, 1e21) },
  );

/** What it never has there, but JSON could, except lists. */
const strangeValue: fc.Arbitrary<Json> = fc.constantFrom<Json[]>(
  null,
  true,
  false,
  {},
  { ARN: 'x' },
  { a: null },
);

/**
 * Records like those recorded for a detection, changed in the fields that its pattern names: taken away, with texts
 * that nearly are the pattern's, with numbers, and lists with several elements; with `strange`, also with values that
 * CloudTrail never writes.
 */
export function nearRecords(recorded: RecordedPattern, strange: boolean): fc.Arbitrary<object> {
  const fields = fieldsNamedIn(recorded.pattern);
  const texts = textsIn(recorded.pattern);
  const scalar = strange ? fc.oneof(writtenValue(texts), strangeValue) : writtenValue(texts);
  const change = fc.constantFrom(...fields).chain((field) =>
    fc.oneof(
      fc.constant<Change>({ path: field, value: undefined }),
      fc.constant<Change>({ path: parentOf(field), value: undefined }),
      (field.includes('[*]') ? listOf(field, scalar) : scalar).map((value): Change => ({
        path: field.replace(/\[\*\].*/, ''),
        value,
      })),
    ),
  );
  const record = fc.oneof(
    ...[recorded.matches, recorded.nearMisses].map((events) => fc.constantFrom(...events)),
  );
  return fc
    .tuple(record, fc.array(change, { maxLength: 3 }))
    .map(([event, changes]) => [event.record, changes] as const)
    .map(([record, changes]) => changes.reduce<object>(changed, record));
}

/** `resources[*].ARN` is a list of objects, `alarmNames[*]` one of texts. */
function listOf(field: string, scalar: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  const [, inElement = ''] = field.split('[*].');
  const element =
    inElement === ''
      ? scalar
      : fc.oneof(
          scalar.map((value) => ({ [inElement]: value })),
          fc.constant({}),
        );
  return fc.array(element, { maxLength: 3 });
}

function parentOf(field: string): string {
  return field.replace(/\[\*\].*/, '').replace(/\.[^.]*$/, '');
}

function changed(record: object, { path, value }: Change): object {
  const [step = '', ...rest] = path.split('.');
  const { [step]: inner, ...others } = record as Record<string, unknown>;
  if (rest.length === 0) return value === undefined ? others : { ...others, [step]: value };
  const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
  return { ...others, [step]: changed(isObject ? inner : {}, { path: rest.join('.'), value }) };
}
