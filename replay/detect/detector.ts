import {
  createMetricFilter,
  type LogEvent,
  type MetricFilter,
  type MetricFilterDeclaration,
} from '../../cloudwatch/metric-filter.ts';
import { createPatternSet, type PatternSet } from '../../cloudwatch/filter-pattern/pattern-set.ts';
import { addAggregate, aggregateOf } from '../tally/aggregate.ts';
import { addCause } from '../tally/causes.ts';
import { addFingerprint, type EventFingerprints } from '../tally/duplicates.ts';
import { slotOf } from '../tally/slot.ts';
import { addCount, dimensionsKey, seriesOf, type Tally } from '../tally/tally.ts';
import { readCause } from './read-cause.ts';

/** A filter, and at which grain of time its metric is wanted. */
export interface DetectorFilter {
  readonly declaration: MetricFilterDeclaration;
  /** True when an alarm with a period below a minute watches the metric. */
  readonly isFine: boolean;
}

/** Where the detector puts what it finds. */
export interface Findings {
  readonly tally: Tally;
  readonly fingerprints: EventFingerprints;
  readonly file: string;
}

/** An event on its way into the log group. */
export interface ReplayEvent extends LogEvent {
  /** Its own time, before it was delivered. */
  readonly timeMs: number;
  /** The message, parsed; `undefined` when it is no JSON object. */
  readonly parsed: Readonly<Record<string, unknown>> | undefined;
}

/** The metric filters of a log group, at work on events in any order. */
export class Detector {
  readonly #filters: readonly (DetectorFilter & { readonly filter: MetricFilter })[];
  readonly #patterns: PatternSet;
  /** Whether defaults are wanted within the minute. */
  readonly #isFine: boolean;

  constructor(filters: readonly DetectorFilter[]) {
    this.#filters = filters.map((each) => ({ ...each, filter: createMetricFilter(withoutDefault(each)) }));
    this.#patterns = createPatternSet(this.#filters.map(({ filter }) => filter.pattern));
    this.#isFine = filters.some(
      ({ isFine, declaration }) => isFine && declaration.metricTransformation.defaultValue !== undefined,
    );
  }

  /** Counts an event that no filter matches. */
  count(timestampMs: number, { tally }: Findings): void {
    tally.events += 1;
    if (timestampMs < tally.firstMs) tally.firstMs = timestampMs;
    if (timestampMs > tally.lastMs) tally.lastMs = timestampMs;
    addCount(tally.eventsBySlot, slotOf(timestampMs, this.#isFine), 1);
  }

  /** Gives an event to every filter. */
  detect(event: ReplayEvent, findings: Findings): void {
    this.count(event.timestampMs, findings);
    const matched = [...this.#patterns.match(event.message, event.parsed)];
    if (matched.length === 0) return;
    const { timestampMs: deliveredMs, timeMs, parsed } = event;
    const cause = readCause(parsed, { deliveredMs, timeMs, file: findings.file });
    for (const index of matched) {
      this.#note(index, event, findings.tally);
      addCause(findings.tally.causes, index, cause);
    }
    if (cause.eventID !== undefined) addFingerprint(findings.fingerprints, cause.eventID, matched);
  }

  /** Notes that a filter's pattern matches, and what the filter makes of it: nothing where its value is none. */
  #note(index: number, event: ReplayEvent, tally: Tally): void {
    const own = this.#filters[index];
    const found = tally.filters[index];
    if (own === undefined || found === undefined) return;
    const slot = slotOf(event.timestampMs, own.isFine || this.#isFine);
    found.matches += 1;
    found.firstMatchMs = Math.min(found.firstMatchMs, event.timestampMs);
    found.lastMatchMs = Math.max(found.lastMatchMs, event.timestampMs);
    addCount(found.matchesBySlot, slot, 1);
    for (const { dimensions, value } of own.filter.samplesOf(event)) {
      addAggregate(seriesOf(found, dimensionsKey(dimensions)), slot, aggregateOf(value, 1));
    }
  }
}

/** The same declaration with samples for matches only: defaults are added up by their number. */
function withoutDefault({ declaration }: DetectorFilter): MetricFilterDeclaration {
  return {
    ...declaration,
    metricTransformation: { ...declaration.metricTransformation, defaultValue: undefined },
  };
}
