import { describe, expect, it } from 'vitest';
import { FilterPatternError, parseFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';
import {
  acceptedNeighbours,
  outsideTheLanguage,
  undefinedCorners,
} from '../../../verify/vectors/rejections.ts';

const rejections = [...outsideTheLanguage, ...undefinedCorners];

function rejectionOf(pattern: string): FilterPatternError {
  try {
    parseFilterPattern(pattern);
  } catch (error) {
    if (error instanceof FilterPatternError) return error;
    throw error;
  }
  throw new Error(`${pattern} was accepted.`);
}

describe('a refused pattern', () => {
  it.each(rejections)('$rule: $pattern is refused at $position', ({ pattern, position, says }) => {
    const error = rejectionOf(pattern);

    expect(error.position).toBe(position);
    expect(error.message).toContain(says);
  });

  it.each(rejections)('$pattern is refused in one sentence that names position and cure', ({ pattern }) => {
    const { message, position, expected, code } = rejectionOf(pattern);

    expect(message).toMatch(/^Found .+\.$/s);
    expect(message).toContain(` at position ${position}: expected ${expected}`);
    expect(code).toBe('InvalidFilterPattern');
  });
});

describe('the nearest accepted neighbour of a refused pattern', () => {
  it.each(acceptedNeighbours)('%s is accepted', (pattern) => {
    expect(() => parseFilterPattern(pattern)).not.toThrow();
  });
});
