import { describe, expect, it } from 'vitest';
import { rocAreaOf } from '../../../../bench/service/statistics/roc-area.ts';

describe('the area under the ROC curve', () => {
  it.each([
    ['is 1 when every value of the second is above every value of the first', [1, 2, 3], [4, 5], 1],
    ['is 0 when every one is below', [4, 5], [1, 2, 3], 0],
    ['is a half when both are the same', [1, 2, 3], [1, 2, 3], 0.5],
    ['counts a tie as half a pair', [1, 2], [2, 3], 3.5 / 4],
    ['is a half when all values are equal', [7, 7, 7], [7, 7], 0.5],
    // Of the six pairs the second is above in (1,2), (1,4), (3,4): three.
    ['is the share of pairs in which the second is above', [1, 3, 5], [2, 4], 3 / 6],
  ])('%s', (_title, first, second, area) => {
    expect(rocAreaOf(first, second)).toBe(area);
  });

  it('is the other way round for the other order', () => {
    expect(rocAreaOf([2, 3], [1, 2])).toBe(1 - rocAreaOf([1, 2], [2, 3]));
  });

  it('agrees with counting the pairs, and tells a shift of a hundredth of the spread', () => {
    const first = Array.from({ length: 300 }, (_, index) => (index * 7919) % 1000);
    const second = first.map((value) => value + 10);
    const above = first.flatMap((a) => second.map((b): number => (b > a ? 1 : b === a ? 0.5 : 0)));
    const counted = above.reduce((sum, each) => sum + each, 0) / above.length;
    expect(rocAreaOf(first, second)).toBeCloseTo(counted, 12);
    expect(counted).toBeGreaterThan(0.505);
  });
});
