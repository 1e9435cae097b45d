import { compileTree, type Predicate } from './compile-tree.ts';
import { compileSelector } from './compile-selector.ts';
import { compileComparison } from './compile-value.ts';
import { numberText } from './json-reader.ts';
import type { Comparison, JsonCondition, JsonExpression } from './syntax.ts';

/**
 * Compiles a JSON pattern to a predicate on a parsed event.
 *
 * Comparisons, `!=` included, are false for a value that is missing, null, boolean, array or object: that is
 * how CloudWatch answered when it was asked, and why "differs or is absent" needs `|| NOT EXISTS`.
 */
export function compileJson(expression: JsonExpression): Predicate<unknown> {
  return compileTree(expression, (condition) =>
    compileSelector(condition.selector, compileCondition(condition)),
  );
}

function compileCondition(condition: JsonCondition): Predicate<unknown> {
  switch (condition.kind) {
    case 'equality':
    case 'order':
      return compileValueTest(condition);
    case 'is':
      if (condition.type === 'NULL') return isNull;
      return condition.type === 'TRUE' ? (value) => value === true : (value) => value === false;
    case 'not-exists':
      return (value) => value === undefined;
  }
}

function compileValueTest(comparison: Comparison): Predicate<unknown> {
  const test = compileComparison(comparison);
  return (value) => {
    if (typeof value === 'string') return test.text(value);
    const number = numberText(value);
    return number !== undefined && test.number(number);
  };
}

/** An array that has a null among its members counts as null. */
function isNull(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.includes(null));
}
