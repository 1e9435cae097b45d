import { documentedPatterns } from './vectors/documented-patterns.ts';
import { vectorSets } from './vectors/index.ts';
import { acceptedNeighbours, outsideTheLanguage, undefinedCorners } from './vectors/rejections.ts';

/** A pattern, and the messages it is held against. */
export interface PatternCase {
  readonly pattern: string;
  /** Each once, none empty: CloudWatch takes no empty event. */
  readonly messages: readonly string[];
  /** The rule the pattern shows. */
  readonly rule: string;
  /**
   * Whether AWS's documentation leaves open what the pattern means. It is rejected here then, which is a choice:
   * that AWS takes it is news, and no difference.
   */
  readonly isOpen: boolean;
}

/** Something to match, for patterns of which only matters whether they are taken. */
const anyMessages = ['x', '{"a":1}'];

/** All vectors, one case for each pattern. */
export function buildPatternCases(): readonly PatternCase[] {
  const cases = new Map<string, { rule: string; isOpen: boolean; messages: Set<string> }>();
  function add(pattern: string, rule: string, messages: readonly string[], isOpen = false): void {
    const known = cases.get(pattern) ?? { rule, isOpen, messages: new Set<string>() };
    for (const message of messages) if (message !== '') known.messages.add(message);
    cases.set(pattern, known);
  }
  for (const { pattern, matches, misses } of documentedPatterns) {
    add(pattern, 'an example of the documentation', [...matches, ...misses]);
  }
  for (const { pattern, rule, message } of Object.values(vectorSets).flat()) add(pattern, rule, [message]);
  for (const pattern of acceptedNeighbours) add(pattern, 'next to a rejected pattern', anyMessages);
  for (const { pattern, rule } of outsideTheLanguage) add(pattern, rule, anyMessages);
  for (const { pattern, rule } of undefinedCorners) add(pattern, rule, anyMessages, true);
  return [...cases].map(([pattern, { messages, ...rest }]) => ({
    pattern,
    messages: [...messages],
    ...rest,
  }));
}
