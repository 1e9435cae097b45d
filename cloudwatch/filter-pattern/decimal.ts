/**
 * Decimal numbers compared exactly, whatever their size: JSON numbers and pattern numbers beyond double
 * precision must neither be taken for equal nor for ordered wrongly.
 */
export interface Decimal {
  readonly sign: -1 | 0 | 1;
  /** Significant digits, without leading or trailing zeros; the value is `sign * 0.digits * 10^exponent`. */
  readonly digits: string;
  readonly exponent: bigint;
}

const numberSpelling = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Tells whether a whole text is a number as patterns and JSON spell it (patterns also allow a plus sign). */
export function isNumber(text: string): boolean {
  return numberSpelling.test(text);
}

/**
 * Whether a number is written with an exponent. In a pattern such a number equals numbers alone, never a text, not even
 * one of the same spelling.
 */
export function hasExponent(number: string): boolean {
  return /e/i.test(number);
}

/** The exact value of a number, or `undefined` when the text is not one. */
export function parseDecimal(text: string): Decimal | undefined {
  const [, sign, whole, fraction = '', exponent = '0'] = numberSpelling.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const all = whole + fraction;
  const significant = all.replace(/^0+/, '');
  const digits = significant.replace(/0+$/, '');
  if (digits === '') return { sign: 0, digits, exponent: 0n };
  const leadingZeros = all.length - significant.length;
  return {
    sign: sign === '-' ? -1 : 1,
    digits,
    exponent: BigInt(exponent) + BigInt(whole.length - leadingZeros),
  };
}

/** Negative, zero or positive, as `left` is less than, equal to or greater than `right`. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  if (left.sign !== right.sign) return left.sign - right.sign;
  if (left.exponent !== right.exponent) return left.exponent < right.exponent ? -left.sign : left.sign;
  if (left.digits === right.digits) return 0;
  return left.digits < right.digits ? -left.sign : left.sign;
}
