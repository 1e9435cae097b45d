/**
 * A filter pattern that CloudWatch rejects, or one whose meaning AWS's documentation leaves undefined.
 *
 * `message` is one sentence: what was found, what is allowed, how to cure it, and where.
 */
export class FilterPatternError extends Error {
  override readonly name = 'FilterPatternError';
  readonly code = 'InvalidFilterPattern';
  /** Offset of the fault in the pattern, counted from 0 in UTF-16 code units. */
  readonly position: number;
  /** What could have stood there. */
  readonly expected: string;

  constructor(problem: string, position: number, expected: string) {
    super(onOneLine(`${problem} at position ${position}: expected ${expected}.`));
    this.position = position;
    this.expected = expected;
  }
}

/** Patterns may hold line ends and other control characters; the sentence about them must not. */
function onOneLine(sentence: string): string {
  return sentence.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => JSON.stringify(character).slice(1, -1));
}
