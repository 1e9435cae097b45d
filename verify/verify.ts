import type { AwsMatcher } from './aws-matcher.ts';
import { compare, type Difference } from './compare.ts';
import { judgeLocally } from './judge-locally.ts';
import type { PatternCase } from './pattern-cases.ts';
import { judgeProbe, type Probe, type ProbeResult } from './probe.ts';
import type { Verdict } from './verdict.ts';
import { VerificationError } from './verification-error.ts';

export interface VerificationReport {
  readonly patterns: number;
  readonly messages: number;
  readonly calls: number;
  /** Patterns that both reject. */
  readonly rejectedByBoth: number;
  readonly differences: readonly Difference[];
  /** What AWS takes and the matcher here rejects because AWS's documentation leaves its meaning open. */
  readonly acceptedOpen: readonly Difference[];
  readonly probes: readonly ProbeResult[];
  /** The number AWS gives to the first of several messages: documentation and recordings contradict each other. */
  readonly firstEventNumber: number | undefined;
  /** Patterns without an answer, and why. */
  readonly unanswered: readonly { readonly pattern: string; readonly reason: string }[];
}

export interface VerificationProgress {
  readonly done: number;
  readonly total: number;
}

/** After so many failures in a row AWS is not asked any more. */
const maxFailuresInARow = 3;

/** A difference outweighs what could not be asked. */
export function outcomeOf(
  report: Pick<VerificationReport, 'differences' | 'probes' | 'unanswered'>,
): 'agrees' | 'differs' | 'incomplete' {
  const { differences, probes, unanswered } = report;
  if (differences.length > 0 || probes.some(({ differs }) => differs)) return 'differs';
  return unanswered.length > 0 ? 'incomplete' : 'agrees';
}

/** What is asked, of whom. */
export interface Verification {
  readonly aws: AwsMatcher;
  readonly cases: readonly PatternCase[];
  readonly probes: readonly Probe[];
  readonly onProgress: (progress: VerificationProgress) => void;
}

/**
 * Holds the matcher here against CloudWatch's own, on vectors and on open questions.
 * @throws VerificationError when AWS can't be asked at all.
 */
export async function verify({ aws, cases, probes, onProgress }: Verification): Promise<VerificationReport> {
  const asker = createAsker(aws, cases.length + probes.length, onProgress);
  const differences: Difference[] = [];
  const acceptedOpen: Difference[] = [];
  let rejectedByBoth = 0;
  for (const one of cases) {
    const theirs = await asker.ask(one.pattern, one.messages);
    if (theirs === undefined) continue;
    const ours = judgeLocally(one.pattern, one.messages);
    if (ours.kind === 'rejected' && theirs.kind === 'rejected') rejectedByBoth += 1;
    (one.isOpen ? acceptedOpen : differences).push(...compare(one, ours, theirs));
  }
  const probed: ProbeResult[] = [];
  for (const probe of probes) {
    const theirs = await asker.ask(probe.pattern, probe.messages);
    if (theirs !== undefined) {
      probed.push(judgeProbe(probe, judgeLocally(probe.pattern, probe.messages), theirs));
    }
  }
  return {
    patterns: cases.length,
    messages: cases.reduce((sum, { messages }) => sum + messages.length, 0),
    calls: aws.callCount(),
    rejectedByBoth,
    differences,
    acceptedOpen,
    probes: probed,
    firstEventNumber: aws.firstEventNumber(),
    unanswered: asker.unanswered,
  };
}

/** Asks AWS and keeps account of what it does not answer. */
function createAsker(aws: AwsMatcher, total: number, onProgress: (progress: VerificationProgress) => void) {
  const unanswered: { readonly pattern: string; readonly reason: string }[] = [];
  let done = 0;
  let failuresInARow = 0;
  return {
    unanswered,
    async ask(pattern: string, messages: readonly string[]): Promise<Verdict | undefined> {
      onProgress({ done, total });
      done += 1;
      if (failuresInARow >= maxFailuresInARow) {
        unanswered.push({ pattern, reason: 'not asked: AWS had stopped answering' });
        return undefined;
      }
      try {
        const verdict = await aws.judge(pattern, messages);
        failuresInARow = 0;
        return verdict;
      } catch (error) {
        if (error instanceof VerificationError) throw error;
        failuresInARow += 1;
        const { name, message } = error as Error;
        if (done === failuresInARow && failuresInARow === maxFailuresInARow) {
          throw new VerificationError(
            'NO_ANSWER',
            `AWS does not answer: ${name}: ${message}. Look at the network and the region.`,
            {
              cause: error,
            },
          );
        }
        unanswered.push({ pattern, reason: `${name}: ${message}` });
        return undefined;
      }
    },
  };
}
