import { expect, it } from 'vitest';
import { compareReplays } from '../../support/replay/compare-replays.ts';
import { compareScans } from '../../support/replay/compare-scans.ts';
import { loseNoMatch } from '../../support/replay/lose-no-match.ts';

it('scanning loses no match and mistakes no time among a million lines', { timeout: 3_600_000 }, () => {
  const counts = loseNoMatch({ seed: 1, lines: 1_000_000 });
  console.log(counts);
  expect(counts.lines).toBe(1_000_000);
  expect(counts.matches).toBeGreaterThan(300_000);
  expect(counts.refused).toBeGreaterThan(150_000);
  expect(counts.notJson).toBeGreaterThan(30_000);
});

it(
  '50,000 records come to the same as when each is parsed, in lines, documents and gzip',
  { timeout: 3_600_000 },
  async () => {
    const counts = await compareScans({ seed: 2, lines: 50_000 });
    console.log(counts);
    expect(counts.records).toBe(50_000);
    expect(counts.matches).toBeGreaterThan(20_000);
  },
);

it('20,000 random timelines come to the same as a replay of every evaluation', { timeout: 1_800_000 }, () => {
  compareReplays(20_000);
});
