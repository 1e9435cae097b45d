import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { condition, expression, record } from '../../support/athena/arbitraries.ts';
import {
  type ComparisonWithMatcher,
  compareWithMatcher,
  samplePatterns,
} from '../../support/athena/compare-with-matcher.ts';

describe('the SQL of a filter pattern', () => {
  it('holds for a row exactly when the matcher matches its record, clause by clause', async () => {
    const records = fc.sample(record, { numRuns: 100, seed: 11 });
    const told = await compareWithMatcher(samplePatterns(condition, 300, 12), records);
    expect(told.differences.slice(0, 3)).toEqual([]);
    isTelling(told);
  });

  it('agrees with the matcher on clauses under && and ||', async () => {
    const records = fc.sample(record, { numRuns: 100, seed: 13 });
    const told = await compareWithMatcher(samplePatterns(expression, 200, 14), records);
    expect(told.differences.slice(0, 3)).toEqual([]);
    isTelling(told);
  });
});

/** Enough was asked, and enough of it holds, for agreement to mean something. */
function isTelling({ pairs, matches, patterns, refused }: ComparisonWithMatcher): void {
  expect(pairs).toBeGreaterThan(7_000);
  expect(matches).toBeGreaterThan(1_000);
  expect(pairs - matches).toBeGreaterThan(1_000);
  expect(patterns).toBeGreaterThan(70);
  expect(refused).toBeGreaterThan(70);
}
