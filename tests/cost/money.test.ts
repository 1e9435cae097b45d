import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundToCents, sumOfCents } from '../../cost/money.ts';

describe('roundToCents', () => {
  it.each([
    [16.425, 16.43],
    [730 * 0.0225, 16.43],
    [1.005, 1.01],
    [0.004999, 0],
    [0, 0],
  ])('rounds %d to %d', (usd, cents) => {
    expect(roundToCents(usd)).toBe(cents);
  });
});

describe('sumOfCents', () => {
  it('is exact where adding fractions is not', () => {
    expect(0.1 + 0.2).not.toBe(0.3);
    expect(sumOfCents([0.1, 0.2])).toBe(0.3);
  });

  it('is the sum in whole cents, whatever the amounts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000_000 }), { maxLength: 50 }), (cents) => {
        const sum = cents.reduce((a, b) => a + b, 0);
        expect(Math.round(sumOfCents(cents.map((each) => each / 100)) * 100)).toBe(sum);
      }),
    );
  });
});
