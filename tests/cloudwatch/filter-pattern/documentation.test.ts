import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';
import { documentedPatterns } from '../../../verify/vectors/documented-patterns.ts';

describe('the examples of the filter pattern documentation', () => {
  it.each(documentedPatterns)('$pattern matches what AWS says it matches', ({ pattern, matches, misses }) => {
    const filter = parseFilterPattern(pattern);

    expect(matches.filter((message) => !filter.match(message))).toEqual([]);
    expect(misses.filter((message) => filter.match(message))).toEqual([]);
  });
});
