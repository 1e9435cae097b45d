import { expect, it } from 'vitest';
import { compareTimelines } from '../../support/cloudwatch/compare-timelines.ts';

it('is in the state that all samples so far call for, over 2,000 timelines with late, duplicate and unordered data', () => {
  expect(compareTimelines(2000)).toBeGreaterThan(2000);
});
