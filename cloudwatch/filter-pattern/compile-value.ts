import { compareDecimals, hasExponent, parseDecimal, type Decimal } from './decimal.ts';
import { compileRegex } from './regex-dialect.ts';
import type { Comparison, TextValue, Value } from './syntax.ts';

export type TextTest = (text: string) => boolean;

/** A comparison that must hold in both notations a value can have: as text and as a number. */
export interface ValueTest {
  /** For strings. */
  readonly text: TextTest;
  /** For numbers, given as they are written. */
  readonly number: TextTest;
}

/**
 * Compiles a comparison for a value that is there and is a string or a number. A string never has an order,
 * not even `"10"`; `!=` is the plain negation of `=`.
 */
export function compileComparison(comparison: Comparison): ValueTest {
  if (comparison.kind === 'order') {
    return { text: () => false, number: compileOrder(comparison.operator, comparison.number) };
  }
  const { text, number } = compileEquality(comparison.value);
  if (comparison.operator === '=') return { text, number };
  return { text: (actual) => !text(actual), number: (actual) => !number(actual) };
}

function compileEquality(value: Value): ValueTest {
  switch (value.kind) {
    case 'number':
      return {
        text: hasExponent(value.text) ? () => false : (actual) => actual === value.text,
        number: compileNumberTest(value.text, (order) => order === 0),
      };
    case 'text': {
      const text = compileText(value);
      return { text, number: text };
    }
    case 'regex': {
      const regex = compileRegex(value.source);
      const text = (actual: string): boolean => regex.test(actual);
      return { text, number: text };
    }
  }
}

function compileText({ text, leadingWildcard, trailingWildcard }: TextValue): TextTest {
  if (leadingWildcard && trailingWildcard)
    return text === '' ? () => true : (actual) => actual.includes(text);
  if (leadingWildcard) return (actual) => actual.endsWith(text);
  if (trailingWildcard) return (actual) => actual.startsWith(text);
  return (actual) => actual === text;
}

function compileOrder(operator: '<' | '<=' | '>' | '>=', number: string): TextTest {
  switch (operator) {
    case '<':
      return compileNumberTest(number, (order) => order < 0);
    case '<=':
      return compileNumberTest(number, (order) => order <= 0);
    case '>':
      return compileNumberTest(number, (order) => order > 0);
    case '>=':
      return compileNumberTest(number, (order) => order >= 0);
  }
}

/** Compares exactly. False for a text that is not a number. */
function compileNumberTest(number: string, holds: (order: number) => boolean): TextTest {
  const expected = mustParse(number);
  return (actual) => {
    const decimal = parseDecimal(actual);
    return decimal !== undefined && holds(compareDecimals(decimal, expected));
  };
}

function mustParse(number: string): Decimal {
  const decimal = parseDecimal(number);
  if (decimal === undefined)
    throw new TypeError(`A syntax tree holds ${JSON.stringify(number)} as a number.`);
  return decimal;
}
