import { expect, it } from 'vitest';
import { compareReplays } from '../../support/replay/compare-replays.ts';
import { loseNoMatch } from '../../support/replay/lose-no-match.ts';

it('the prefilter loses no match among a million lines', { timeout: 1_800_000 }, () => {
  const { lines, matches, refused } = loseNoMatch({ seed: 1, lines: 1_000_000 });
  expect(lines).toBe(1_000_000);
  expect(matches).toBeGreaterThan(100_000);
  expect(refused).toBeGreaterThan(100_000);
});

it('20,000 random timelines come to the same as a replay of every evaluation', { timeout: 1_800_000 }, () => {
  compareReplays(20_000);
});
