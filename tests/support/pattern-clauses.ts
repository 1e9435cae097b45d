import {
  parseFilterPattern,
  printFilterPattern,
  type JsonCondition,
  type JsonExpression,
} from '../../cloudwatch/filter-pattern/index.ts';
import { isJunction } from '../../cloudwatch/filter-pattern/syntax.ts';

/** One clause of a pattern that is a conjunction, and the pattern without it. */
export interface Clause {
  /** `$.userIdentity.invokedBy` */
  readonly selector: string;
  readonly condition: JsonCondition;
  readonly patternWithout: string;
}

/** The clauses of a pattern made of conditions joined by `&&`. @throws Error for any other pattern. */
export function clausesOf(pattern: string): Clause[] {
  const operands = conjunction(pattern);
  return operands.map((operand, index) => {
    if (isJunction(operand)) throw new Error('A clause is a junction.');
    return {
      selector: `$${operand.selector.map((step) => (step.kind === 'key' ? `.${step.key}` : '[*]')).join('')}`,
      condition: operand,
      patternWithout: print(operands.filter((_, other) => other !== index)),
    };
  });
}

/** The pattern with one clause compared for equality with the whole text: its wildcards are gone. */
export function withoutWildcards(pattern: string): string {
  return print(
    conjunction(pattern).map((operand) =>
      operand.kind === 'equality' && operand.value.kind === 'text' && operand.value.text !== ''
        ? { ...operand, value: { ...operand.value, leadingWildcard: false, trailingWildcard: false } }
        : operand,
    ),
  );
}

function conjunction(pattern: string): readonly JsonExpression[] {
  const { syntax } = parseFilterPattern(pattern);
  if (syntax.kind !== 'json' || syntax.expression.kind !== 'and') throw new Error('Not a conjunction.');
  return syntax.expression.operands;
}

function print(operands: readonly JsonExpression[]): string {
  const [first] = operands;
  if (first === undefined) throw new Error('Nothing is left of the pattern.');
  const expression: JsonExpression = operands.length === 1 ? first : { kind: 'and', operands };
  return printFilterPattern({ kind: 'json', expression });
}
