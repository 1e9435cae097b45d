import { lettersOf, type Verdict } from './verdict.ts';

/** A question that AWS's documentation leaves open, and how to tell the possible answers apart. */
export interface Probe {
  readonly id: string;
  readonly question: string;
  readonly pattern: string;
  readonly messages: readonly string[];
  /** What each possible answer would match: one letter for each message, `T` or `F`. */
  readonly readings: Readonly<Record<string, string>>;
}

export interface ProbeResult {
  readonly id: string;
  readonly question: string;
  readonly pattern: string;
  readonly here: string;
  readonly aws: string;
  /** Whether the matcher here answers, and AWS answers otherwise. Where it rejects the pattern, it differs from nobody. */
  readonly differs: boolean;
}

export function judgeProbe(probe: Probe, here: Verdict, aws: Verdict): ProbeResult {
  const { id, question, pattern } = probe;
  const differs = here.kind === 'answered' && lettersOf(here) !== lettersOf(aws);
  return { id, question, pattern, here: readingOf(probe, here), aws: readingOf(probe, aws), differs };
}

/** The name of the reading that a verdict follows. */
export function readingOf({ readings }: Probe, verdict: Verdict): string {
  const letters = lettersOf(verdict);
  if (verdict.kind === 'rejected' || letters === undefined) return 'rejected';
  const known = Object.entries(readings).find(([, expected]) => expected === letters);
  return known?.[0] ?? `none of the readings: ${letters}`;
}
