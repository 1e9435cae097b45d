import {
  isJunction,
  type Comparison,
  type FilterPatternSyntax,
  type JsonExpression,
  type Selector,
  type SpaceCondition,
  type SpaceField,
  type Term,
  type Value,
} from '../../../cloudwatch/filter-pattern/index.ts';

/**
 * An interpreter of filter patterns that is slow and obviously right: it walks the syntax tree for every
 * message and shares no code with the compiler. Numbers are fractions of two BigInts, JSON is rewritten so
 * that numbers survive `JSON.parse` as text, fields are split character by character.
 *
 * Exponents must be small: a number is written out in full.
 */
export function interpretFilterPattern(syntax: FilterPatternSyntax, message: string): boolean {
  switch (syntax.kind) {
    case 'all':
      return true;
    case 'terms':
      return interpretTerms(syntax.terms, message);
    case 'json': {
      const event = parseKeepingNumbers(message);
      return isObject(event) && interpretJson(syntax.expression, event);
    }
    case 'space-delimited':
      return interpretSpace(syntax.fields, message);
  }
}

/** A JSON number, as it is written. */
class NumberText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

function interpretTerms(terms: readonly Term[], message: string): boolean {
  const counted = terms.filter(({ role }) => role !== 'optional');
  const isThere = ({ match }: Term): boolean =>
    match.kind === 'regex' ? search(match.source, message) : message.split(match.text).length > 1;
  if (counted.length === 0) return terms.map(isThere).includes(true);
  return counted.every((term) => isThere(term) === (term.role === 'required'));
}

function interpretJson(expression: JsonExpression, event: unknown): boolean {
  switch (expression.kind) {
    case 'and':
      return !expression.operands.map((operand) => interpretJson(operand, event)).includes(false);
    case 'or':
      return expression.operands.map((operand) => interpretJson(operand, event)).includes(true);
    case 'is':
      return valuesAt(expression.selector, event).some((value) => {
        if (expression.type === 'TRUE') return value === true;
        if (expression.type === 'FALSE') return value === false;
        return value === null || (Array.isArray(value) && value.some((member) => member === null));
      });
    case 'not-exists':
      return valuesAt(expression.selector, event).length === 0;
    case 'equality':
    case 'order':
      return valuesAt(expression.selector, event).some((value) => {
        if (typeof value === 'string') return compare(expression, value, undefined);
        return value instanceof NumberText && compare(expression, value.text, value.text);
      });
  }
}

/** All values a selector leads to. */
function valuesAt(selector: Selector, root: unknown): readonly unknown[] {
  let values: readonly unknown[] = [root];
  for (const step of selector) {
    values = values.flatMap((value): readonly unknown[] => {
      if (Array.isArray(value)) {
        if (step.kind === 'wildcard') return value as unknown[];
        return step.kind === 'index' && step.index < value.length ? [value[step.index] as unknown] : [];
      }
      if (!isObject(value)) return [];
      const entries = Object.entries(value);
      if (step.kind === 'wildcard') return entries.map(([, member]) => member);
      return step.kind === 'key'
        ? entries.filter(([key]) => key === step.key).map(([, member]) => member)
        : [];
    });
  }
  return values;
}

function compare(comparison: Comparison, text: string, number: string | undefined): boolean {
  if (comparison.kind === 'order') {
    if (number === undefined) return false;
    const order = orderOf(number, comparison.number);
    return {
      '<': order === -1,
      '<=': order !== 1,
      '>': order === 1,
      '>=': order !== -1,
    }[comparison.operator];
  }
  return equals(comparison.value, text, number) === (comparison.operator === '=');
}

function equals(value: Value, text: string, number: string | undefined): boolean {
  switch (value.kind) {
    case 'number':
      if (number !== undefined) return orderOf(number, value.text) === 0;
      return !/[eE]/.test(value.text) && text === value.text;
    case 'regex':
      return search(value.source, text);
    case 'text': {
      for (let start = 0; start <= text.length; start += 1) {
        const end = start + value.text.length;
        const fits = text.slice(start, end) === value.text && end <= text.length;
        const placed =
          (value.leadingWildcard || start === 0) && (value.trailingWildcard || end === text.length);
        if (fits && placed) return true;
      }
      return false;
    }
  }
}

function interpretSpace(fields: readonly SpaceField[], message: string): boolean {
  const tokens = tokensOf(message);
  const ellipsis = fields.findIndex(({ kind }) => kind === 'ellipsis');
  if (fields.length === 0) return true;
  if (ellipsis === -1) {
    if (tokens.length < fields.length) return false;
    return fields.every((field, index) => {
      const isLast = index === fields.length - 1 && tokens.length > fields.length;
      const from = tokens[index]?.start ?? 0;
      return fieldHolds(field, isLast ? message.slice(from).trimEnd() : (tokens[index]?.text ?? ''));
    });
  }
  const after = fields.length - ellipsis - 1;
  if (tokens.length < ellipsis + after) return false;
  return fields.every((field, index) => {
    const token = index < ellipsis ? tokens[index] : tokens[tokens.length - fields.length + index];
    return index === ellipsis || fieldHolds(field, token?.text ?? '');
  });
}

function fieldHolds(field: SpaceField, text: string): boolean {
  return field.kind === 'ellipsis' || field.condition === undefined || conditionHolds(field.condition, text);
}

function conditionHolds(condition: SpaceCondition, text: string): boolean {
  if (isJunction(condition)) {
    const held = condition.operands.map((operand) => conditionHolds(operand, text));
    return condition.kind === 'and' ? !held.includes(false) : held.includes(true);
  }
  const isNumber = /^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$/.test(text);
  return compare(condition, text, isNumber ? text : undefined);
}

const blanks = ' \t\n\r\v\f';

function tokensOf(message: string): readonly { text: string; start: number }[] {
  const tokens: { text: string; start: number }[] = [];
  let at = 0;
  while (at < message.length) {
    if (blanks.includes(message.charAt(at))) {
      at += 1;
      continue;
    }
    const start = at;
    const closing = { '"': '"', '[': ']' }[message.charAt(at)];
    const close = closing === undefined ? -1 : message.indexOf(closing, at + 1);
    const isDelimited =
      close !== -1 && (close + 1 === message.length || blanks.includes(message.charAt(close + 1)));
    if (isDelimited) at = close + 1;
    else while (at < message.length && !blanks.includes(message.charAt(at))) at += 1;
    tokens.push({ start, text: isDelimited ? message.slice(start + 1, close) : message.slice(start, at) });
  }
  return tokens;
}

/** -1, 0 or 1. */
function orderOf(left: string, right: string): number {
  const [leftOver, leftUnder] = fraction(left);
  const [rightOver, rightUnder] = fraction(right);
  const difference = leftOver * rightUnder - rightOver * leftUnder;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

function fraction(number: string): readonly [bigint, bigint] {
  const [mantissa = '', exponentText = '0'] = number.toLowerCase().split('e');
  const [whole = '', decimals = ''] = mantissa.replace('+', '').split('.');
  const exponent = Number(exponentText) - decimals.length;
  const digits = BigInt(whole.replace('-', '') + decimals) * (whole.startsWith('-') ? -1n : 1n);
  return exponent >= 0 ? [digits * 10n ** BigInt(exponent), 1n] : [digits, 10n ** BigInt(-exponent)];
}

/** Quotes every number outside strings behind a mark no generated string has, then lets `JSON.parse` decide. */
function parseKeepingNumbers(message: string): unknown {
  try {
    JSON.parse(message);
    const marked = message.replace(/"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*/g, (token) =>
      token.startsWith('"') ? token : `{"\\u0001number":"${token}"}`,
    );
    return JSON.parse(marked, (_, value: unknown) => {
      if (!isObject(value) || !Object.hasOwn(value, '\u0001number')) return value;
      return new NumberText(value['\u0001number'] as string);
    }) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NumberText)
  );
}

/** The subset of expressions the generator makes means the same to JavaScript. */
function search(source: string, text: string): boolean {
  return new RegExp(source, 's').test(text);
}
