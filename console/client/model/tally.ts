import type { ConsoleEvent, MatchEvent } from '../../protocol.ts';
import { type RecentTimes, createRecentTimes } from './recent-times.ts';

/** How far back the first glance looks for wrong keys. */
export const wrongKeyWindowMs = 5 * 60_000;

/** How often a detection's filters matched, in this run as far as it is remembered. */
export interface MatchCount {
  readonly count: number;
  readonly lastMs: number | undefined;
}

/** Counts what the first glance tells of. */
export interface Tally {
  /** Calls that KMS refused because the encryption context did not fit. */
  readonly wrongKeys: RecentTimes;
  matchesOf(detectionId: string): MatchCount;
  count(event: ConsoleEvent): void;
}

const noMatch: MatchCount = { count: 0, lastMs: undefined };

export function createTally(): Tally {
  const wrongKeys = createRecentTimes(wrongKeyWindowMs);
  const matches = new Map<string, MatchCount>();
  const matchesOf = (detectionId: string): MatchCount => matches.get(detectionId) ?? noMatch;
  const countMatch = ({ detectionIds, atMs }: MatchEvent): void => {
    for (const id of detectionIds) matches.set(id, { count: matchesOf(id).count + 1, lastMs: atMs });
  };
  return {
    wrongKeys,
    matchesOf,
    count(event) {
      if (event.kind === 'call' && isWrongKey(event.errorCode)) wrongKeys.add(event.atMs);
      if (event.kind === 'match') countMatch(event);
    },
  };
}

/** The error of a wrong key or an unknown name, which make the same call. */
export function isWrongKey(errorCode: string | undefined): boolean {
  return errorCode?.startsWith('InvalidCiphertext') === true;
}
