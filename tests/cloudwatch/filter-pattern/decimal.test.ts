import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDecimals, isNumber, parseDecimal } from '../../../cloudwatch/filter-pattern/decimal.ts';

function compare(left: string, right: string): number {
  const [leftDecimal, rightDecimal] = [parseDecimal(left), parseDecimal(right)];
  if (leftDecimal === undefined || rightDecimal === undefined)
    throw new Error(`${left} or ${right} is no number.`);
  return Math.sign(compareDecimals(leftDecimal, rightDecimal));
}

describe('decimal numbers', () => {
  it.each([
    ['0', '-0'],
    ['0', '0.000e99'],
    ['1', '1.0'],
    ['+1', '1'],
    ['100', '1e2'],
    ['0.01', '1E-2'],
    ['-1.50', '-15e-1'],
    ['000123', '123'],
    ['1e1000000000000000000000', '10e999999999999999999999'],
  ])('%s equals %s', (left, right) => {
    expect(compare(left, right)).toBe(0);
    expect(compare(right, left)).toBe(0);
  });

  it.each([
    ['-1', '0'],
    ['-2', '-1'],
    ['-1', '-0.1'],
    ['0', '0.0000000000000000000001'],
    ['0.9', '1'],
    ['9', '10'],
    ['1.01', '1.1'],
    ['12', '123'],
    ['9007199254740992', '9007199254740993'],
    ['0.1', '0.1000000000000000055'],
    ['1e308', '1e309'],
    ['-1e309', '-1e308'],
    ['1e-400', '1e-399'],
  ])('%s is less than %s', (lesser, greater) => {
    expect(compare(lesser, greater)).toBe(-1);
    expect(compare(greater, lesser)).toBe(1);
  });

  it.each(['', ' 1', '1 ', '1.', '.5', '1e', 'e1', '1e1.5', '--1', '0x10', 'NaN', 'Infinity', '1_000', '１'])(
    '%j is no number',
    (text) => {
      expect(isNumber(text)).toBe(false);
      expect(parseDecimal(text)).toBeUndefined();
    },
  );

  it('order as JavaScript orders doubles', () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(double, double, (left, right) => {
        expect(compare(String(left), String(right))).toBe(
          Math.sign(left < right ? -1 : left > right ? 1 : 0),
        );
      }),
      { numRuns: 2000 },
    );
  });
});
