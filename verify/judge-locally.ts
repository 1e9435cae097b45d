import { FilterPatternError, parseFilterPattern } from '../cloudwatch/filter-pattern/index.ts';
import type { Verdict } from './verdict.ts';

/** What the matcher here says. */
export function judgeLocally(pattern: string, messages: readonly string[]): Verdict {
  try {
    const filter = parseFilterPattern(pattern);
    return { kind: 'answered', extracted: messages.map((message) => filter.extract(message)) };
  } catch (error) {
    if (error instanceof FilterPatternError) return { kind: 'rejected', reason: error.message };
    throw error;
  }
}
