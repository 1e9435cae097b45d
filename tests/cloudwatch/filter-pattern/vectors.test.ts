import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';
import { jsonComparisonVectors } from '../../fixtures/cloudwatch/filter-vectors/json-comparisons.ts';
import { jsonSelectorVectors } from '../../fixtures/cloudwatch/filter-vectors/json-selectors.ts';
import { jsonStructureVectors } from '../../fixtures/cloudwatch/filter-vectors/json-structure.ts';
import { jsonValueVectors } from '../../fixtures/cloudwatch/filter-vectors/json-values.ts';
import { regexVectors } from '../../fixtures/cloudwatch/filter-vectors/regexes.ts';
import { spaceVectors } from '../../fixtures/cloudwatch/filter-vectors/space-delimited.ts';
import { termVectors } from '../../fixtures/cloudwatch/filter-vectors/terms.ts';

const sets = {
  'unstructured terms': termVectors,
  'regular expressions': regexVectors,
  'JSON values': jsonValueVectors,
  'JSON comparisons': jsonComparisonVectors,
  'JSON selectors': jsonSelectorVectors,
  'JSON structure': jsonStructureVectors,
  'space-delimited fields': spaceVectors,
};

describe.each(Object.entries(sets))('%s', (_, vectors) => {
  it.each(vectors.map((vector) => ({ ...vector, verb: vector.matches ? 'matches' : 'misses' })))(
    '$rule: $pattern $verb $message',
    ({ pattern, message, matches }) => {
      expect(parseFilterPattern(pattern).match(message)).toBe(matches);
    },
  );
});

describe('the vectors', () => {
  it('are more than a thousand, each stated once', () => {
    const all = Object.values(sets).flat();
    const distinct = new Set(all.map(({ pattern, message }) => JSON.stringify([pattern, message])));

    expect(distinct.size).toBe(all.length);
    expect(all.length).toBeGreaterThan(1000);
  });
});
