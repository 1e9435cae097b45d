import { expect, it } from 'vitest';
import { compareWithMatcher } from '../../support/athena/compare-with-matcher.ts';
import { recordedPatterns } from '../../support/recorded-detections.ts';

it('the SQL of every detection tells its recorded matches and near misses apart, and those of all others', async () => {
  const patterns = recordedPatterns.map(({ pattern }) => pattern);
  const events = recordedPatterns.flatMap(({ matches, nearMisses }) => [...matches, ...nearMisses]);
  const told = await compareWithMatcher(
    patterns,
    events.map(({ record }) => JSON.stringify(record)),
  );
  expect(told).toMatchObject({ differences: [], refused: 0, patterns: patterns.length });
  const own = recordedPatterns.reduce((sum, { matches }) => sum + matches.length, 0);
  expect(told.matches).toBeGreaterThanOrEqual(own);
  expect(told.pairs - told.matches).toBeGreaterThan(own);
});
