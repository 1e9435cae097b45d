import {
  isJunction,
  parseFilterPattern,
  printFilterPattern,
  type JsonCondition,
  type JsonExpression,
} from '../../cloudwatch/filter-pattern/index.ts';
import { expressionOf, selectorText } from './pattern-clauses.ts';

/** A pattern with one mistake in it. */
export interface Mutant {
  /** `loses $.errorCode = "*"` */
  readonly mutation: string;
  readonly pattern: string;
}

/** Mutants of a pattern, and those that are none because they are no patterns. */
export interface Mutants {
  readonly viable: readonly Mutant[];
  readonly stillborn: readonly Mutant[];
}

/**
 * Every pattern that differs in one mistake: a condition lost, an operator turned round (`=` and `!=`, `NOT EXISTS`
 * and `= "*"`), a junction of the other kind, a wildcard dropped.
 */
export function mutantsOf(pattern: string): Mutants {
  const mutants = mutate(expressionOf(pattern)).flatMap(({ mutation, expression }) =>
    expression === undefined ? [] : [{ mutation, pattern: printFilterPattern({ kind: 'json', expression }) }],
  );
  return {
    viable: mutants.filter((mutant) => isPattern(mutant.pattern)),
    stillborn: mutants.filter((mutant) => !isPattern(mutant.pattern)),
  };
}

function isPattern(text: string): boolean {
  try {
    parseFilterPattern(text);
    return true;
  } catch {
    return false;
  }
}

/** `undefined`: nothing is left. */
interface Mutation {
  readonly mutation: string;
  readonly expression: JsonExpression | undefined;
}

function mutate(expression: JsonExpression): Mutation[] {
  if (!isJunction(expression)) {
    return [{ mutation: `loses ${show(expression)}`, expression: undefined }, ...changes(expression)];
  }
  const { kind, operands } = expression;
  const swapped: JsonExpression = { kind: kind === 'and' ? 'or' : 'and', operands };
  return [
    { mutation: `takes ${swapped.kind} for ${kind} in ${show(expression)}`, expression: swapped },
    ...operands.flatMap((operand, index) =>
      mutate(operand).map(({ mutation, expression: changed }) => {
        const others = operands.filter((_, other) => other !== index);
        const [only, ...more] = others;
        if (changed !== undefined)
          return { mutation, expression: { kind, operands: operands.with(index, changed) } };
        return { mutation, expression: more.length === 0 ? only : { kind, operands: others } };
      }),
    ),
  ];
}

const anyText = { kind: 'text', text: '', leadingWildcard: true, trailingWildcard: true } as const;

function changes(condition: JsonCondition): Mutation[] {
  const { selector } = condition;
  const mutation = (what: string, changed: JsonCondition): Mutation => ({
    mutation: `${what} in ${show(condition)}`,
    expression: changed,
  });
  if (condition.kind === 'not-exists') {
    return [
      mutation('takes = "*" for NOT EXISTS', { kind: 'equality', selector, operator: '=', value: anyText }),
    ];
  }
  if (condition.kind !== 'equality' || condition.value.kind !== 'text') {
    throw new Error(`No mutations are known for ${show(condition)}.`);
  }
  const { operator, value } = condition;
  if (value.text === '') return [mutation('takes NOT EXISTS for = "*"', { kind: 'not-exists', selector })];
  return [
    mutation('turns the operator', { ...condition, operator: operator === '=' ? '!=' : '=' }),
    ...(['leadingWildcard', 'trailingWildcard'] as const)
      .filter((wildcard) => value[wildcard])
      .map((wildcard) =>
        mutation(`drops the ${wildcard}`, { ...condition, value: { ...value, [wildcard]: false } }),
      ),
  ];
}

function show(expression: JsonExpression): string {
  return isJunction(expression)
    ? `${expression.operands.length} operands`
    : printFilterPattern({ kind: 'json', expression })
        .slice(2, -2)
        .replace(/^\$\S+/, selectorText(expression.selector));
}
