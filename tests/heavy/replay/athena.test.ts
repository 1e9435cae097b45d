import fc from 'fast-check';
import { expect, it } from 'vitest';
import { condition, expression, record } from '../../support/athena/arbitraries.ts';
import { compareWithMatcher, samplePatterns } from '../../support/athena/compare-with-matcher.ts';

it.each([
  ['clauses', condition],
  ['patterns', expression],
])(
  'SQL and matcher agree on a million pairs of random %s and records',
  { timeout: 1_800_000 },
  async (_what, arbitrary) => {
    let pairs = 0;
    for (let seed = 1; pairs < 1_000_000; seed += 1) {
      const records = fc.sample(record, { numRuns: 400, seed });
      const told = await compareWithMatcher(samplePatterns(arbitrary, 300, 1_000 + seed), records);
      expect(told.differences.slice(0, 3)).toEqual([]);
      expect(told.matches).toBeGreaterThan(2_000);
      pairs += told.pairs;
    }
  },
);
