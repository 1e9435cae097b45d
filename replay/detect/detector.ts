import {
  createMetricFilter,
  type LogEvent,
  type MetricFilter,
  type MetricFilterDeclaration,
  type MetricSample,
} from '../../cloudwatch/metric-filter.ts';
import type { FilterPattern } from '../../cloudwatch/filter-pattern/index.ts';
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

interface WorkingFilter extends DetectorFilter {
  readonly filter: MetricFilter;
  /** The samples of every match, where the message has no say in them. */
  readonly constant: readonly Pick<MetricSample, 'value' | 'dimensions'>[] | undefined;
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
  readonly #filters: readonly WorkingFilter[];
  readonly #patternSet: PatternSet;
  /** Whether defaults are wanted within the minute. */
  readonly #isFine: boolean;

  constructor(filters: readonly DetectorFilter[]) {
    this.#filters = filters.map((each) => ({
      ...each,
      filter: createMetricFilter(withoutDefault(each)),
      constant: constantOf(each),
    }));
    this.#patternSet = createPatternSet(this.patterns);
    this.#isFine = filters.some(
      ({ isFine, declaration }) => isFine && declaration.metricTransformation.defaultValue !== undefined,
    );
  }

  /** The filters' patterns, in their order. */
  get patterns(): readonly FilterPattern[] {
    return this.#filters.map(({ filter }) => filter.pattern);
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
    const matched = [...this.#patternSet.match(event.message, event.parsed)];
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
    for (const { dimensions, value } of own.constant ?? own.filter.samplesOf(event)) {
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

function constantOf({ declaration: { metricTransformation } }: DetectorFilter): WorkingFilter['constant'] {
  const { value, dimensions = {} } = metricTransformation;
  const isConstant = !value.startsWith('$') && Object.keys(dimensions).length === 0;
  return isConstant ? [{ value: Number(value), dimensions }] : undefined;
}
