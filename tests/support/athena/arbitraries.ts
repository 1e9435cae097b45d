import fc from 'fast-check';
import type {
  Comparison,
  JsonCondition,
  JsonExpression,
  Selector,
  SelectorStep,
  Value,
} from '../../../cloudwatch/filter-pattern/index.ts';
import { cloudTrailRecord, type TableField } from '../../../replay/athena/cloudtrail-table.ts';

/**
 * Random records of the shape that CloudTrail documents, and random patterns on their fields, both made of the
 * same few awkward words, so that clauses hold and fail about equally often.
 */

/** Texts that a pattern can hold: no quote, no backslash, no star. */
const patternWords = [
  '',
  'x',
  'xy',
  "it's",
  '100%',
  'a_b',
  '%',
  '_',
  'true',
  'null',
  'é😀',
  'e\u0301',
  'Ünï',
  '{',
  '[1]',
  'two\nlines',
];
const numericWords = ['0', '1', '5', '-1', '404', '111122223333', '1.0', '5.50', '1e2'];
const recordWords = [
  ...patternWords,
  ...numericWords,
  'X',
  'axb',
  'a%b',
  'say "x"',
  'back\\slash',
  '*',
  'false',
];
const numbers = [
  '0',
  '1',
  '1.0',
  '1e0',
  '5',
  '5.5',
  '5.50',
  '-1',
  '-1.5e1',
  '404',
  '100',
  '1e2',
  '111122223333',
  '0.1',
];
const keys = ['name', 'b-2', 'c.d', "it's", 'say "x"', 'é 😀', '0', '1', 'constructor'];

const word = fc.constantFrom(...recordWords);
const jsonText: fc.Arbitrary<string> = fc.letrec<{ value: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'athena-json' },
    { arbitrary: word.map((text) => JSON.stringify(text)), weight: 4 },
    { arbitrary: fc.constantFrom(...numbers), weight: 3 },
    { arbitrary: fc.constantFrom('null', 'true', 'false'), weight: 2 },
    {
      arbitrary: fc.array(tie('value'), { maxLength: 3 }).map((members) => `[${members.join(',')}]`),
      weight: 2,
    },
    { arbitrary: tie('object'), weight: 2 },
  ),
  object: fc
    .uniqueArray(fc.tuple(fc.constantFrom(...keys), tie('value')), { maxLength: 5, selector: ([key]) => key })
    .map((members) => `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`),
})).object;

/** A record as JSON text; `undefined` where a field is left out. */
export const record: fc.Arbitrary<string> = valueOf(cloudTrailRecord).map((text) => text ?? '{}');

function valueOf(field: TableField): fc.Arbitrary<string | undefined> {
  switch (field.kind) {
    case 'text':
      return fc.option(
        word.map((text) => JSON.stringify(text)),
        { nil: undefined, freq: 4 },
      );
    case 'boolean':
      return fc.option(fc.constantFrom('true', 'false'), { nil: undefined, freq: 4 });
    case 'json':
      return fc.option(fc.oneof({ arbitrary: jsonText, weight: 5 }, fc.constant('null')), {
        nil: undefined,
        freq: 5,
      });
    case 'map':
      return fc.option(
        fc.dictionary(fc.constantFrom(...keys), word, { maxKeys: 3 }).map((map) => JSON.stringify(map)),
        { nil: undefined },
      );
    case 'list':
      return fc.option(
        fc
          .array(present(valueOf(field.element)), { maxLength: 3 })
          .map((members) => `[${members.join(',')}]`),
        { nil: undefined },
      );
    case 'object': {
      const members = Object.entries(field.fields).map(([name, member]) =>
        valueOf(member).map((text) => ({ name, text })),
      );
      return fc.option(
        fc
          .tuple(...members)
          .map(
            (fields) =>
              `{${fields.flatMap(({ name, text }) => (text === undefined ? [] : `${JSON.stringify(name)}:${text}`)).join(',')}}`,
          ),
        { nil: undefined, freq: 8 },
      );
    }
  }
}

function present(text: fc.Arbitrary<string | undefined>): fc.Arbitrary<string> {
  return text.map((value) => value ?? '{}');
}

const text = fc
  .record({
    text: fc.constantFrom(...patternWords, ...numericWords),
    leadingWildcard: fc.boolean(),
    trailingWildcard: fc.boolean(),
  })
  // Empty text with a wildcard at one end is written `*`, which has one at both.
  .map((value) => {
    const isAny = value.text === '' && (value.leadingWildcard || value.trailingWildcard);
    return {
      kind: 'text',
      text: value.text,
      leadingWildcard: isAny || value.leadingWildcard,
      trailingWildcard: isAny || value.trailingWildcard,
    } as const;
  });
const value: fc.Arbitrary<Value> = fc.oneof(
  { arbitrary: text, weight: 3 },
  {
    arbitrary: fc.constantFrom(...numbers).map((spelling) => ({ kind: 'number', text: spelling }) as const),
    weight: 1,
  },
);
const comparison: fc.Arbitrary<Comparison> = fc.oneof(
  {
    arbitrary: fc.record({ kind: fc.constant('equality'), operator: fc.constantFrom('=', '!='), value }),
    weight: 5,
  },
  fc.record({
    kind: fc.constant('order'),
    operator: fc.constantFrom('<', '<=', '>', '>='),
    number: fc.constantFrom(...numbers),
  }),
);

const jsonStep: fc.Arbitrary<SelectorStep> = fc.oneof(
  { arbitrary: fc.constantFrom(...keys).map((key) => ({ kind: 'key', key }) as const), weight: 4 },
  fc.nat(1).map((index) => ({ kind: 'index', index }) as const),
);

/** Selectors that lead to a field of the table, or into one of its JSON texts. At most one wildcard each. */
function selectorsOf(field: TableField): fc.Arbitrary<Selector> {
  const here = fc.constant<Selector>([]);
  switch (field.kind) {
    case 'text':
    case 'boolean':
      return here;
    case 'map':
      return fc.constantFrom(...keys).map((key) => [{ kind: 'key', key }]);
    case 'list':
      return fc
        .tuple(
          fc.oneof(
            fc.constant<SelectorStep>({ kind: 'wildcard' }),
            fc.nat(2).map((index): SelectorStep => ({ kind: 'index', index })),
          ),
          selectorsOf(field.element),
        )
        .map(([step, rest]) => [step, ...rest]);
    case 'json':
      return fc
        .tuple(fc.array(jsonStep, { minLength: 1, maxLength: 3 }), fc.option(fc.nat(3)))
        .map(([steps, wildcardAt]) =>
          wildcardAt === null
            ? steps
            : steps.toSpliced(Math.min(wildcardAt, steps.length), 0, { kind: 'wildcard' }),
        );
    case 'object':
      return fc.oneof(
        ...Object.entries(field.fields).map(([name, member]) => ({
          arbitrary: selectorsOf(member).map((rest): Selector => [{ kind: 'key', key: name }, ...rest]),
          weight: weightOf(member),
        })),
      );
  }
}

/** JSON texts and lists have most of the rules. */
function weightOf({ kind }: TableField): number {
  return { text: 1, boolean: 3, map: 2, object: 4, json: 10, list: 6 }[kind];
}

/** Clauses; those that the grammar knows nothing of, negative ones with a wildcard, are left out. */
export const condition: fc.Arbitrary<JsonCondition> = fc
  .tuple(
    selectorsOf(cloudTrailRecord),
    fc.oneof(
      { arbitrary: comparison, weight: 5 },
      {
        arbitrary: fc.constantFrom('NULL', 'TRUE', 'FALSE').map((type) => ({ kind: 'is', type }) as const),
        weight: 1,
      },
      { arbitrary: fc.constant({ kind: 'not-exists' } as const), weight: 1 },
    ),
  )
  .map(([selector, test]): JsonCondition => ({ ...test, selector }))
  .filter((clause) => !isNegative(clause) || clause.selector.every(({ kind }) => kind !== 'wildcard'));

function isNegative(clause: JsonCondition): boolean {
  return clause.kind === 'not-exists' || (clause.kind === 'equality' && clause.operator === '!=');
}

/** Two or three clauses under `&&` and `||`, with at most three wildcards. */
export const expression: fc.Arbitrary<JsonExpression> = fc
  .tuple(fc.constantFrom('and', 'or'), fc.array(condition, { minLength: 2, maxLength: 3 }), condition)
  .map(([kind, operands, last]): JsonExpression => ({
    kind: kind === 'and' ? 'or' : 'and',
    operands: [{ kind, operands }, last],
  }))
  .filter((tree) => JSON.stringify(tree).split('"wildcard"').length <= 4);
