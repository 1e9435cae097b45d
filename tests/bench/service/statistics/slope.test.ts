import { describe, expect, it } from 'vitest';
import { slopeOf } from '../../../../bench/service/statistics/slope.ts';
import { growthOf } from '../../../../bench/service/soak/growth.ts';

const line = (values: readonly number[]) => values.map((value, at) => ({ at, value }));

describe('the slope of a series', () => {
  it('is that of a line, up or down', () => {
    expect(slopeOf(line([1, 3, 5, 7]))).toBe(2);
    expect(slopeOf(line([4, 3, 2]))).toBe(-1);
    expect(slopeOf(line([5, 5, 5]))).toBe(0);
  });

  it('is not tilted by one value that is far off', () => {
    expect(slopeOf(line([10, 10, 10, 10, 10, 10, 90]))).toBe(0);
  });

  it('takes no slope between two values of one moment', () => {
    expect(
      slopeOf([
        { at: 1, value: 0 },
        { at: 1, value: 100 },
        { at: 2, value: 1 },
        { at: 3, value: 2 },
      ]),
    ).toBe(1);
  });
});

describe('what grew in a soak', () => {
  const vitals = (openDescriptors: readonly number[]) =>
    openDescriptors.map((value, atMinute) => ({
      atMinute,
      openDescriptors: value,
      rssMegabytes: 0,
      inUseMegabytes: 0,
      postgresConnections: 0,
      kmsConnections: 0,
    }));

  it('is counted in the second half alone: what starts up may grow', () => {
    expect(growthOf(vitals([0, 30, 60, 60, 60]), 'openDescriptors')).toBe(0);
  });

  it('is the slope over that half', () => {
    expect(growthOf(vitals([50, 50, 50, 53, 56]), 'openDescriptors')).toBe(6);
  });
});
