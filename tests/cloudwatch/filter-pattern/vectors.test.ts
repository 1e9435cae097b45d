import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';
import { vectorSets } from '../../../verify/vectors/index.ts';

describe.each(Object.entries(vectorSets))('%s', (_, vectors) => {
  it.each(vectors.map((vector) => ({ ...vector, verb: vector.matches ? 'matches' : 'misses' })))(
    '$rule: $pattern $verb $message',
    ({ pattern, message, matches }) => {
      expect(parseFilterPattern(pattern).match(message)).toBe(matches);
    },
  );
});

describe('the vectors', () => {
  it('are more than a thousand, each stated once', () => {
    const all = Object.values(vectorSets).flat();
    const distinct = new Set(all.map(({ pattern, message }) => JSON.stringify([pattern, message])));

    expect(distinct.size).toBe(all.length);
    expect(all.length).toBeGreaterThan(1000);
  });
});
