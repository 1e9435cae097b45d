import type { PatternCase } from './pattern-cases.ts';
import type { Verdict } from './verdict.ts';

/** Where AWS and the matcher here part. */
export interface Difference {
  readonly rule: string;
  readonly pattern: string;
  /** Absent where the pattern itself is judged differently. */
  readonly message?: string;
  readonly here: string;
  readonly aws: string;
}

/** All differences about one pattern: whether it is taken, what it matches, and what it extracts. */
export function compare(one: PatternCase, here: Verdict, aws: Verdict): readonly Difference[] {
  const { pattern, rule, messages } = one;
  if (here.kind === 'rejected' && aws.kind === 'rejected') return [];
  if (here.kind === 'rejected' || aws.kind === 'rejected') {
    return [{ rule, pattern, here: acceptance(here), aws: acceptance(aws) }];
  }
  return messages.flatMap((message, index) => {
    const told = { here: describe(here.extracted[index]), aws: describe(aws.extracted[index]) };
    return told.here === told.aws ? [] : [{ rule, pattern, message, ...told }];
  });
}

function acceptance(verdict: Verdict): string {
  return verdict.kind === 'rejected' ? `rejected: ${verdict.reason}` : 'accepted';
}

function describe(extracted: Readonly<Record<string, string>> | undefined): string {
  if (extracted === undefined) return 'no match';
  const values = Object.entries(extracted).sort(([a], [b]) => (a < b ? -1 : 1));
  return values.length === 0 ? 'match' : `match with ${JSON.stringify(Object.fromEntries(values))}`;
}
