import fc from 'fast-check';
import { expect } from 'vitest';
import { parseFilterPattern, printFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';
import { anySyntax, messageFor } from './filter-pattern-arbitraries.ts';
import { interpretFilterPattern } from './interpret-filter-pattern.ts';

/**
 * Asks the compiled predicate and the interpreter about random pairs of pattern and message.
 * @returns how many pairs matched, so that a test can tell that neither side just says no.
 */
export function comparePairs(size: {
  readonly patterns: number;
  readonly messagesPerPattern: number;
}): number {
  const { patterns, messagesPerPattern } = size;
  const sample = anySyntax.chain((syntax) =>
    fc.tuple(
      fc.constant(syntax),
      fc.array(messageFor(syntax), { minLength: messagesPerPattern, maxLength: messagesPerPattern }),
    ),
  );
  let matched = 0;
  fc.assert(
    fc.property(sample, ([syntax, messages]) => {
      const pattern = parseFilterPattern(printFilterPattern(syntax));
      for (const message of messages) {
        const expected = interpretFilterPattern(syntax, message);
        matched += expected ? 1 : 0;
        expect(pattern.match(message), `${pattern.text} on ${message}`).toBe(expected);
      }
    }),
    { numRuns: patterns },
  );
  return matched;
}
