import type { AlarmTransition } from '../../../cloudwatch/alarm/index.ts';
import type { CauseView } from '../../protocol.ts';
import { type Ring, createRing } from './ring.ts';

/** Matches of one filter that can still become causes. */
const maxMatches = 1_000;
/** At most so many come with a transition: more than anybody reads. */
const maxCauses = 100;
/** Minutes whose matches are still counted: a day, the longest an alarm of a detection looks back, and a little. */
const maxMinutes = 1_500;
const minuteMs = 60_000;

export interface Causes {
  /** The newest, oldest first. */
  readonly causes: readonly CauseView[];
  /** How many there were. */
  readonly causeCount: number;
}

/** What metric filters matched lately, to tell why an alarm fired. */
export interface Matches {
  /** @param timestampMs the log event's own time: its minute is where it counts. */
  add(filterName: string, timestampMs: number, cause: CauseView): void;
  /** The matches of some filters that were counted in the periods that led to a transition. */
  causesOf(transition: AlarmTransition, filterNames: readonly string[]): Causes;
}

interface MatchesOfFilter {
  readonly newest: Ring<{ readonly timestampMs: number; readonly cause: CauseView }>;
  /** By the minute's start. */
  readonly counts: Map<number, number>;
}

interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

export function createMatches(): Matches {
  const filters = new Map<string, MatchesOfFilter>();
  return {
    add(filterName, timestampMs, cause) {
      const matches: MatchesOfFilter = filters.get(filterName) ?? {
        newest: createRing(maxMatches),
        counts: new Map(),
      };
      filters.set(filterName, matches);
      matches.newest.push({ timestampMs, cause });
      const minute = Math.floor(timestampMs / minuteMs) * minuteMs;
      matches.counts.set(minute, (matches.counts.get(minute) ?? 0) + 1);
      const [oldest] = matches.counts.keys();
      if (matches.counts.size > maxMinutes && oldest !== undefined) matches.counts.delete(oldest);
    },
    causesOf(transition, filterNames) {
      const spans = decidingSpans(transition);
      const within = (timeMs: number): boolean =>
        spans.some(({ startMs, endMs }) => timeMs >= startMs && timeMs < endMs);
      const involved = filterNames.flatMap((name) => filters.get(name) ?? []);
      const causes = involved.flatMap(({ newest }) =>
        Array.from({ length: newest.size }, (_, index) => newest.at(index)).flatMap((match) =>
          match !== undefined && within(match.timestampMs) ? [match.cause] : [],
        ),
      );
      const counts = involved.flatMap(({ counts }) =>
        [...counts].map(([minute, count]) => (within(minute) ? count : 0)),
      );
      return {
        causes: causes.sort((a, b) => a.matchId - b.matchId).slice(-maxCauses),
        causeCount: counts.reduce((sum, count) => sum + count, 0),
      };
    },
  };
}

interface ReasonData {
  readonly evaluatedDatapoints?: readonly { readonly timestamp: string; readonly value?: number }[];
}

/**
 * The periods whose datapoints made an alarm fire. A period below a minute stands for its minute: metrics of filters
 * have no finer resolution.
 */
function decidingSpans({ state, declaration }: AlarmTransition): Span[] {
  if (state.value !== 'ALARM' || state.reasonData === undefined) return [];
  const { evaluatedDatapoints = [] } = JSON.parse(state.reasonData) as ReasonData;
  const lengthMs = Math.max(declaration.period * 1000, minuteMs);
  return evaluatedDatapoints
    .filter(({ value }) => value !== undefined)
    .map(({ timestamp }) => Date.parse(timestamp))
    .map((startMs) => ({ startMs, endMs: startMs + lengthMs }));
}
