import { isNumber } from './decimal.ts';
import { FilterPatternError } from './filter-pattern-error.ts';
import { validateRegex } from './regex-dialect.ts';
import type { Comparison, Value } from './syntax.ts';
import type { Token } from './tokens.ts';

/** Words of the grammar. As an unquoted value CloudWatch rejects `null`; of the others AWS says nothing. */
const reserved = new Set(['null', 'NULL', 'TRUE', 'FALSE', 'IS', 'NOT', 'EXISTS']);
const almostNumber = /^[+-]?(?:\d+\.|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Builds the comparison of an operator and the token after it.
 * @throws FilterPatternError when the token is no value, or one whose meaning AWS leaves undefined.
 */
export function readComparison(operator: Token & { kind: 'operator' }, operand: Token): Comparison {
  if (operator.text === '=' || operator.text === '!=') {
    return { kind: 'equality', operator: operator.text, value: readValue(operator, operand) };
  }
  if (operand.kind === 'word' && isNumber(operand.text)) {
    return { kind: 'order', operator: operator.text, number: operand.text };
  }
  throw new FilterPatternError(
    `Found ${describeToken(operand)} after ${operator.text}`,
    operand.position,
    'an unquoted number such as 400 or -1.5e3',
  );
}

function readValue(operator: Token, operand: Token): Value {
  switch (operand.kind) {
    case 'regex':
      validateRegex(operand.text, operand.position + 1);
      return { kind: 'regex', source: operand.text };
    case 'quoted':
      return readText(operand.text, operand.position + 1);
    case 'word':
      return readBare(operand.text, operand.position);
    case 'operator':
      if (operator.text === '=' && operand.text === '=') {
        throw new FilterPatternError('Found ==', operator.position, 'a single =');
      }
      break;
    case 'selector':
      throw new FilterPatternError(
        'Found a selector as a value',
        operand.position,
        'a constant: two properties cannot be compared',
      );
    case 'punctuation':
    case 'junction':
    case 'end':
      break;
  }
  throw new FilterPatternError(
    `Found ${describeToken(operand)} after ${operator.text}`,
    operand.position,
    'a number, a text, or a regular expression between % signs',
  );
}

function readBare(text: string, position: number): Value {
  if (isNumber(text)) return { kind: 'number', text };
  if (reserved.has(text)) {
    const cure = text.toLowerCase() === 'null' ? 'IS NULL, or "null" for the text' : `"${text}" for the text`;
    throw new FilterPatternError(`Found ${text} as an unquoted value`, position, cure);
  }
  if (almostNumber.test(text)) {
    throw new FilterPatternError(
      `Found ${text}, of which AWS does not say whether it is a number`,
      position,
      'digits on both sides of the point, or quotes',
    );
  }
  return readText(text, position);
}

function readText(raw: string, position: number): Value {
  if (raw === '*') return { kind: 'text', text: '', leadingWildcard: true, trailingWildcard: true };
  const leadingWildcard = raw.startsWith('*');
  const trailingWildcard = raw.endsWith('*');
  const text = raw.slice(leadingWildcard ? 1 : 0, trailingWildcard ? -1 : undefined);
  const middle = raw === '**' ? 0 : text.indexOf('*');
  if (middle !== -1) {
    throw new FilterPatternError(
      'Found a * inside a value, whose meaning AWS leaves undefined',
      position + middle + (leadingWildcard ? 1 : 0),
      'a * at the beginning or the end only, or a regular expression between % signs',
    );
  }
  return { kind: 'text', text, leadingWildcard, trailingWildcard };
}

/** A token as an error message names it. */
export function describeToken(token: Token): string {
  switch (token.kind) {
    case 'end':
      return 'the end of the pattern';
    case 'quoted':
      return `"${token.text}"`;
    case 'regex':
      return `%${token.text}%`;
    case 'punctuation':
    case 'junction':
    case 'operator':
    case 'selector':
    case 'word':
      return token.text;
  }
}
