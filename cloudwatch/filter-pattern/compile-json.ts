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
 *
 * @param onNumber called when the outcome depends on a JavaScript number, whose spelling is lost.
 */
export function compileJson(expression: JsonExpression, onNumber: () => void): Predicate<unknown> {
  return compileTree(expression, (condition) =>
    compileSelector(condition.selector, compileCondition(condition, onNumber)),
  );
}

function compileCondition(condition: JsonCondition, onNumber: () => void): Predicate<unknown> {
  switch (condition.kind) {
    case 'equality':
    case 'order':
      return compileValueTest(condition, onNumber);
    case 'is':
      if (condition.type === 'NULL') return isNull;
      return condition.type === 'TRUE' ? (value) => value === true : (value) => value === false;
    case 'not-exists':
      return (value) => value === undefined;
  }
}

function compileValueTest(comparison: Comparison, onNumber: () => void): Predicate<unknown> {
  const test = compileComparison(comparison);
  return (value) => {
    if (typeof value === 'string') return test.text(value);
    if (typeof value === 'number') onNumber();
    const number = numberText(value);
    return number !== undefined && test.number(number);
  };
}

/** An array that has a null among its members counts as null. */
function isNull(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.includes(null));
}
