import { isJunction, type JsonCondition, type JsonExpression, type Selector } from './syntax.ts';

/** One way for a pattern to match: all of its conjuncts hold. */
export interface Rule {
  /** The pattern's place in its set. */
  readonly pattern: number;
  readonly conjuncts: readonly Conjunct[];
}

export interface Conjunct {
  readonly expression: JsonExpression;
  /** Equal for equal expressions. */
  readonly key: string;
  /** Of a conjunct that one value decides: where it is, and the texts of which it must be one. */
  readonly choice: Choice | undefined;
}

export interface Choice {
  readonly selector: Selector;
  /** Equal for equal selectors. */
  readonly selectorKey: string;
  readonly texts: readonly string[];
}

/** The rules of a JSON pattern: one for each side of its outermost `||`. */
export function rulesOf(expression: JsonExpression, pattern: number): Rule[] {
  return operandsOf(expression, 'or').map((side) => ({
    pattern,
    conjuncts: operandsOf(side, 'and').map(conjunctOf),
  }));
}

/** The conjunct that most rules have. */
export function mostShared(rules: readonly Rule[]): Conjunct {
  return mostFrequent(
    rules.flatMap(({ conjuncts }) => conjuncts),
    ({ key }) => key,
  ) as Conjunct;
}

/** The choice by whose value most rules are decided; `undefined` when none is. */
export function widestChoice(rules: readonly Rule[]): Choice | undefined {
  return mostFrequent(
    rules.flatMap(({ conjuncts }) => conjuncts.flatMap(({ choice }) => choice ?? [])),
    ({ selectorKey }) => selectorKey,
  );
}

/** A junction within one of its own kind means the same as its operands in its place. */
function operandsOf(expression: JsonExpression, kind: 'and' | 'or'): readonly JsonExpression[] {
  if (!isJunction(expression) || expression.kind !== kind) return [expression];
  return expression.operands.flatMap((operand) => operandsOf(operand, kind));
}

function conjunctOf(expression: JsonExpression): Conjunct {
  return { expression, key: JSON.stringify(expression), choice: choiceOf(expression) };
}

function choiceOf(expression: JsonExpression): Choice | undefined {
  const sides = operandsOf(expression, 'or');
  const [first] = sides;
  if (first === undefined || isJunction(first)) return undefined;
  const { selector } = first;
  const selectorKey = JSON.stringify(selector);
  if (selector.some(({ kind }) => kind === 'wildcard')) return undefined;
  const texts = sides.map((side) => (isJunction(side) ? undefined : exactText(side, selectorKey)));
  const known = texts.filter((text) => text !== undefined);
  return known.length === texts.length ? { selector, selectorKey, texts: known } : undefined;
}

/** The text that a condition wants a value to be, if it wants just that. */
function exactText(condition: JsonCondition, selectorKey: string): string | undefined {
  if (condition.kind !== 'equality' || condition.operator !== '=') return undefined;
  const { value } = condition;
  const isExact = value.kind === 'text' && !value.leadingWildcard && !value.trailingWildcard;
  return isExact && JSON.stringify(condition.selector) === selectorKey ? value.text : undefined;
}

function mostFrequent<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item | undefined {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  const countOf = (item: Item): number => counts.get(keyOf(item)) ?? 0;
  return items.reduce<Item | undefined>(
    (best, item) => (best === undefined || countOf(item) > countOf(best) ? item : best),
    undefined,
  );
}
