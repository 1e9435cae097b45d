import { expect, it } from 'vitest';
import { comparePairs } from '../../support/cloudwatch/compare-pairs.ts';

it('agrees with an interpreter on 100,000 random pairs of filter pattern and message', () => {
  expect(comparePairs({ patterns: 10_000, messagesPerPattern: 10 })).toBeGreaterThan(25_000);
});
