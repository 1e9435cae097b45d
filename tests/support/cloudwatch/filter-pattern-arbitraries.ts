import fc from 'fast-check';
import {
  isJunction,
  type Comparison,
  type FilterPatternSyntax,
  type JsonCondition,
  type JsonExpression,
  type JsonSyntax,
  type Selector,
  type SelectorStep,
  type SpaceCondition,
  type SpaceDelimitedSyntax,
  type Term,
  type TermsSyntax,
  type Tree,
  type Value,
} from '../../../cloudwatch/filter-pattern/index.ts';

/**
 * Random syntax trees that the grammar can yield, and random messages made of the same few words, so that
 * conditions hold and fail about equally often.
 */

const words = ['', 'x', 'xy', 'y x', '1', '1.0', '404', 'true', 'null', 'é😀'] as const;
const numbers = [
  '0',
  '1',
  '1.0',
  '1e0',
  '-1',
  '10',
  '404',
  '1.5',
  '9007199254740992',
  '9007199254740993',
] as const;
/** Expressions that mean the same to CloudWatch and to JavaScript. */
const regexes = ['^x', 'y$', '1', '[0-9]{3}', 'x|y', '^[^x]*$', 'x.y', '\\.', '4+'] as const;
const keys = [
  'a',
  'b',
  'b-2',
  'c.d',
  "it's",
  'say "x"',
  'é 😀',
  '__proto__',
  'constructor',
  'length',
] as const;

const regex = fc.constantFrom(...regexes).map((source) => ({ kind: 'regex', source }) as const);
const text = fc
  .record({ text: fc.constantFrom(...words), leadingWildcard: fc.boolean(), trailingWildcard: fc.boolean() })
  // Empty text with a wildcard at one end is written `*`, which has one at both.
  .map((value) => (value.text === '' && value.leadingWildcard ? { ...value, trailingWildcard: true } : value))
  .map((value) => (value.text === '' && value.trailingWildcard ? { ...value, leadingWildcard: true } : value))
  .map((value) => ({ kind: 'text', ...value }) as const);
const number = fc.constantFrom(...numbers).map((spelling) => ({ kind: 'number', text: spelling }) as const);
const value: fc.Arbitrary<Value> = fc.oneof(
  { arbitrary: text, weight: 4 },
  { arbitrary: number, weight: 4 },
  { arbitrary: regex, weight: 1 },
);

const comparison: fc.Arbitrary<Comparison> = fc.oneof(
  fc.record({ kind: fc.constant('equality'), operator: fc.constantFrom('=', '!='), value }),
  fc.record({
    kind: fc.constant('order'),
    operator: fc.constantFrom('<', '<=', '>', '>='),
    number: fc.constantFrom(...numbers),
  }),
);

const key = fc.constantFrom(...keys).map((name): SelectorStep => ({ kind: 'key', key: name }));
const index = fc.nat(2).map((position): SelectorStep => ({ kind: 'index', index: position }));
const path: fc.Arbitrary<Selector> = fc.array(fc.oneof({ arbitrary: key, weight: 4 }, index), {
  minLength: 1,
  maxLength: 3,
});
const wildcardPath: fc.Arbitrary<Selector> = fc
  .tuple(fc.array(key, { maxLength: 1 }), fc.array(fc.oneof(key, index), { maxLength: 1 }))
  .map(([before, after]) => [...before, { kind: 'wildcard' }, ...after]);
const type = fc.constantFrom('NULL', 'TRUE', 'FALSE');

const jsonCondition: fc.Arbitrary<JsonCondition> = fc.oneof(
  { arbitrary: fc.tuple(path, comparison).map(([selector, test]) => ({ ...test, selector })), weight: 6 },
  {
    arbitrary: fc
      .tuple(wildcardPath, comparison)
      .map(([selector, test]) => ({ ...test, selector }))
      .filter((condition) => condition.kind === 'order' || condition.operator === '='),
    weight: 1,
  },
  fc.record({ kind: fc.constant('is'), selector: fc.oneof(path, wildcardPath), type }),
  fc.record({ kind: fc.constant('not-exists'), selector: path }),
);

function tree<Leaf>(leaf: fc.Arbitrary<Leaf>): fc.Arbitrary<Tree<Leaf>> {
  return fc.letrec<{ node: Tree<Leaf> }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 2, depthIdentifier: 'tree' },
      { arbitrary: leaf, weight: 2 },
      {
        arbitrary: fc.record({
          kind: fc.constantFrom('and', 'or'),
          operands: fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
        }),
        weight: 1,
      },
    ),
  })).node;
}

export const jsonExpression: fc.Arbitrary<JsonExpression> = tree(jsonCondition).filter((expression) => {
  const written = JSON.stringify(expression);
  return occurrences(written, '"wildcard"') <= 3 && occurrences(written, '"regex"') <= 2;
});

export const jsonSyntax: fc.Arbitrary<JsonSyntax> = jsonExpression.map((expression) => ({
  kind: 'json',
  expression,
}));

const fieldCondition: fc.Arbitrary<SpaceCondition> = tree(comparison).filter(isFlat);

export const spaceSyntax: fc.Arbitrary<SpaceDelimitedSyntax> = fc
  .tuple(
    fc.array(fc.option(fieldCondition, { nil: undefined }), { maxLength: 4 }),
    fc.option(fc.nat(4)),
    fc.boolean(),
  )
  .filter(([conditions]) => occurrences(JSON.stringify(conditions), '"regex"') <= 2)
  .map(([conditions, ellipsisAt, areNamed]) => {
    const fields: SpaceDelimitedSyntax['fields'][number][] = conditions.map((condition, position) => ({
      kind: 'field',
      name: areNamed || condition !== undefined ? `w${position}` : undefined,
      condition,
    }));
    if (ellipsisAt !== null) fields.splice(ellipsisAt, 0, { kind: 'ellipsis' });
    // One unnamed field alone is written `[]`, which stands for any number of them.
    const isBlank = fields.length === 1 && JSON.stringify(fields) === '[{"kind":"field"}]';
    return { kind: 'space-delimited', fields: isBlank ? [] : fields };
  });

const term: fc.Arbitrary<Term> = fc.record({
  role: fc.constantFrom('required', 'excluded', 'optional'),
  match: fc.oneof(
    {
      arbitrary: fc
        .constantFrom('x', 'xy', 'y x', '1', '404', 'é😀', '-x', '?')
        .map((phrase) => ({ kind: 'substring', text: phrase }) as const),
      weight: 5,
    },
    { arbitrary: regex, weight: 1 },
  ),
});

export const termsSyntax: fc.Arbitrary<TermsSyntax> = fc
  .array(term, { minLength: 1, maxLength: 4 })
  .filter((terms) => terms.filter(({ match }) => match.kind === 'regex').length <= 2)
  .map((terms) => ({ kind: 'terms', terms }));

export const anySyntax: fc.Arbitrary<FilterPatternSyntax> = fc.oneof(
  { arbitrary: jsonSyntax, weight: 6 },
  { arbitrary: spaceSyntax, weight: 3 },
  { arbitrary: termsSyntax, weight: 2 },
  { arbitrary: fc.constant({ kind: 'all' } as const), weight: 1 },
);

/** A JSON text: objects may repeat keys, numbers keep odd spellings, spaces stand where they may. */
export const jsonText: fc.Arbitrary<string> = fc.letrec<{ value: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'json' },
    { arbitrary: fc.constantFrom(...words).map((word) => JSON.stringify(word)), weight: 3 },
    { arbitrary: fc.constantFrom(...numbers), weight: 3 },
    { arbitrary: fc.constantFrom('null', 'true', 'false', '"\\u0078"'), weight: 1 },
    {
      arbitrary: fc.array(tie('value'), { maxLength: 3 }).map((members) => `[${members.join(', ')}]`),
      weight: 1,
    },
    { arbitrary: tie('object'), weight: 1 },
  ),
  object: fc
    .array(fc.tuple(fc.constantFrom(...keys), tie('value')), { maxLength: 5 })
    .map((members) => `{${members.map(([name, member]) => `${JSON.stringify(name)} :${member}`).join(',')}}`),
})).object;

const spaceText = fc
  .array(fc.constantFrom('x', 'xy', '1', '1.0', '404', '-1', '"y x"', '[1 x]', '"x', '[', 'é😀'), {
    maxLength: 6,
  })
  .chain((tokens) => fc.constantFrom(' ', '\t', '  ', ' \n').map((separator) => tokens.join(separator)));

/** Messages of all kinds, mostly such as `syntax` is made for. */
export function messageFor({ kind }: FilterPatternSyntax): fc.Arbitrary<string> {
  const suited = kind === 'json' ? jsonText : spaceText;
  return fc.oneof(
    { arbitrary: suited, weight: 12 },
    { arbitrary: jsonText, weight: 1 },
    { arbitrary: fc.constantFrom('', ' ', 'null', '1', '[]', '{broken', 'x {"a":1}'), weight: 1 },
  );
}

/** Field conditions have no parentheses: an `&&` may stand in an `||`, nothing else in anything. */
function isFlat(condition: SpaceCondition): boolean {
  if (!isJunction(condition)) return true;
  return condition.operands.every(
    (operand) =>
      operand.kind !== 'or' && (operand.kind !== 'and' || condition.kind === 'or') && isFlat(operand),
  );
}

function occurrences(written: string, part: string): number {
  return written.split(part).length - 1;
}
