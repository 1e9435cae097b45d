import {
  isJunction,
  parseFilterPattern,
  printFilterPattern,
  type JsonExpression,
  type Selector,
} from '../../cloudwatch/filter-pattern/index.ts';

/** One clause of a pattern that is a conjunction, and the pattern without it. */
export interface Clause {
  /** `$.userIdentity.invokedBy`; of a clause with several selectors all of them, joined by ` or `. */
  readonly selectors: string;
  readonly patternWithout: string;
}

/** The syntax tree of a JSON pattern. @throws Error for any other pattern. */
export function expressionOf(pattern: string): JsonExpression {
  const { syntax } = parseFilterPattern(pattern);
  if (syntax.kind !== 'json') throw new Error('Not a JSON pattern.');
  return syntax.expression;
}

/** The clauses of a pattern made of conditions joined by `&&`. @throws Error for any other pattern. */
export function clausesOf(pattern: string): Clause[] {
  const expression = expressionOf(pattern);
  if (expression.kind !== 'and') throw new Error('Not a conjunction.');
  const { operands } = expression;
  return operands.map((operand, index) => {
    const rest = operands.filter((_, other) => other !== index);
    const [only, ...others] = rest;
    if (only === undefined) throw new Error('Nothing is left of the pattern.');
    const without: JsonExpression = others.length === 0 ? only : { kind: 'and', operands: rest };
    return {
      selectors: [...new Set(selectorsIn(operand))].join(' or '),
      patternWithout: printFilterPattern({ kind: 'json', expression: without }),
    };
  });
}

function selectorsIn(expression: JsonExpression): string[] {
  return isJunction(expression)
    ? expression.operands.flatMap(selectorsIn)
    : [selectorText(expression.selector)];
}

export function selectorText(selector: Selector): string {
  return `$${selector.map((step) => (step.kind === 'key' ? `.${step.key}` : '[*]')).join('')}`;
}
