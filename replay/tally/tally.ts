import { addAggregate, type Aggregate } from './aggregate.ts';
import { createCauses, mergeCauses, type Causes } from './causes.ts';
import type { Slot } from './slot.ts';

/** What one metric filter found. */
export interface FilterTally {
  matches: number;
  firstMatchMs: number;
  lastMatchMs: number;
  readonly matchesBySlot: Map<Slot, number>;
  /** By the values of the metric's dimensions, as {@link dimensionsKey} writes them. */
  readonly series: Map<string, Map<Slot, Aggregate>>;
}

/**
 * What archives come to: counts by time. Adding up is commutative, so files can be read in any order and on
 * several threads; the outcome is that of reading all events in the order of their time. Its size grows with
 * the time the archives cover, not with their number of events.
 */
export interface Tally {
  /** Events given to the filters. */
  events: number;
  /** Events left out by `--from` and `--to`. */
  eventsOutside: number;
  /** Times of delivery: the first and the last event's. */
  firstMs: number;
  lastMs: number;
  readonly eventsBySlot: Map<Slot, number>;
  /** In the order of the plan's filters. */
  readonly filters: readonly FilterTally[];
  readonly causes: Causes;
  /** Accounts that the first event of each file names, and how often. */
  readonly accounts: Map<string, number>;
}

export function createTally(filters: number): Tally {
  return {
    events: 0,
    eventsOutside: 0,
    firstMs: Infinity,
    lastMs: -Infinity,
    eventsBySlot: new Map(),
    filters: Array.from({ length: filters }, () => ({
      matches: 0,
      firstMatchMs: Infinity,
      lastMatchMs: -Infinity,
      matchesBySlot: new Map(),
      series: new Map(),
    })),
    causes: createCauses(),
    accounts: new Map(),
  };
}

/** Adds one tally to another of the same filters. */
export function mergeTally(into: Tally, from: Tally): void {
  into.events += from.events;
  into.eventsOutside += from.eventsOutside;
  into.firstMs = Math.min(into.firstMs, from.firstMs);
  into.lastMs = Math.max(into.lastMs, from.lastMs);
  for (const [slot, count] of from.eventsBySlot) addCount(into.eventsBySlot, slot, count);
  for (const [account, count] of from.accounts) addCount(into.accounts, account, count);
  into.filters.forEach((filter, index) => {
    const added = from.filters[index];
    if (added !== undefined) mergeFilter(filter, added);
  });
  mergeCauses(into.causes, from.causes);
}

function mergeFilter(into: FilterTally, from: FilterTally): void {
  into.matches += from.matches;
  into.firstMatchMs = Math.min(into.firstMatchMs, from.firstMatchMs);
  into.lastMatchMs = Math.max(into.lastMatchMs, from.lastMatchMs);
  for (const [slot, count] of from.matchesBySlot) addCount(into.matchesBySlot, slot, count);
  for (const [key, slots] of from.series) {
    const series = seriesOf(into, key);
    for (const [slot, aggregate] of slots) addAggregate(series, slot, aggregate);
  }
}

export function addCount<Key>(map: Map<Key, number>, key: Key, count: number): void {
  map.set(key, (map.get(key) ?? 0) + count);
}

export function seriesOf(filter: FilterTally, key: string): Map<Slot, Aggregate> {
  const existing = filter.series.get(key);
  if (existing !== undefined) return existing;
  const created = new Map<Slot, Aggregate>();
  filter.series.set(key, created);
  return created;
}

/** One text for one set of dimensions, whatever their order. */
export function dimensionsKey(dimensions: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(dimensions).sort(([left], [right]) => (left < right ? -1 : 1)));
}
