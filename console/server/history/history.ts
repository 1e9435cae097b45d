import type { ConsoleEvent } from '../../protocol.ts';
import { type Ring, createRing } from './ring.ts';

/** An event and the whole JSON behind it. */
export interface Remembered {
  readonly event: ConsoleEvent;
  readonly detail: unknown;
}

/** An event that has no place in the history yet. */
export type NewEvent = WithoutId<ConsoleEvent>;

type WithoutId<Event extends ConsoleEvent> = Event extends ConsoleEvent ? Omit<Event, 'id'> : never;

export interface HistoryOptions {
  /** Requests and what follows from each: there can be thousands a second. */
  readonly maxTraffic: number;
  /** What a person waits for (changes of state, mails, faults); traffic never pushes them out. */
  readonly maxNews: number;
}

/** What happened, the newest of it, in the order of ids. Memory is bounded by its options. */
export interface History {
  /** Gives the event the next id. */
  add(event: NewEvent, detail: unknown): ConsoleEvent;
  /** The id of the newest event; 0 before the first. */
  readonly lastId: number;
  /** At most `limit` events after an id, oldest first; `undefined` when some of them are forgotten. */
  after(id: number, limit: number): ConsoleEvent[] | undefined;
  /** Everything that is kept, oldest first. */
  all(): ConsoleEvent[];
  find(id: number): Remembered | undefined;
}

const traffic: ReadonlySet<ConsoleEvent['kind']> = new Set([
  'request',
  'call',
  'unrecorded',
  'rule-match',
  'delivery',
  'match',
]);

export function createHistory({ maxTraffic, maxNews }: HistoryOptions): History {
  const rings = [createRing<Remembered>(maxTraffic), createRing<Remembered>(maxNews)] as const;
  let lastId = 0;
  /** The newest id that is no longer kept. */
  let forgottenId = 0;
  const take = (id: number, limit: number): ConsoleEvent[] =>
    merge(
      rings.map((ring) => newerThan(ring, id, limit)),
      limit,
    );
  return {
    add(event, detail) {
      lastId += 1;
      const numbered = { id: lastId, ...event } as ConsoleEvent;
      const gone = rings[traffic.has(event.kind) ? 0 : 1].push({ event: numbered, detail });
      if (gone !== undefined) forgottenId = Math.max(forgottenId, gone.event.id);
      return numbered;
    },
    get lastId() {
      return lastId;
    },
    after: (id, limit) => (id < forgottenId ? undefined : take(id, limit)),
    all: () => take(0, Infinity),
    find: (id) =>
      rings.map((ring) => ring.at(firstAfter(ring, id - 1))).find((found) => found?.event.id === id),
  };
}

function newerThan(ring: Ring<Remembered>, id: number, limit: number): ConsoleEvent[] {
  const events: ConsoleEvent[] = [];
  for (let index = firstAfter(ring, id); index < ring.size && events.length < limit; index++) {
    const found = ring.at(index);
    if (found !== undefined) events.push(found.event);
  }
  return events;
}

/** The index of the first event after an id; the ring's size when there is none. */
function firstAfter(ring: Ring<Remembered>, id: number): number {
  let low = 0;
  let high = ring.size;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ring.at(middle)?.event.id ?? Infinity) <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}

function merge(lists: readonly ConsoleEvent[][], limit: number): ConsoleEvent[] {
  return lists
    .flat()
    .sort((a, b) => a.id - b.id)
    .slice(0, limit);
}
