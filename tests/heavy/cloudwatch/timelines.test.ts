import { expect, it } from 'vitest';
import { compareTimelines } from '../../support/cloudwatch/compare-timelines.ts';

it('is in the state that all samples so far call for, over 100,000 timelines with late, duplicate and unordered data', () => {
  expect(compareTimelines(100_000)).toBeGreaterThan(100_000);
}, 600_000);
