import { createHash } from 'node:crypto';

/** Fingerprints of matching events: which filter, or -1 for the event itself, and 64 bits of a digest. */
export interface EventFingerprints {
  readonly filters: number[];
  readonly high: number[];
  readonly low: number[];
}

export function createFingerprints(): EventFingerprints {
  return { filters: [], high: [], low: [] };
}

/** Notes that an event matched filters. */
export function addFingerprint(to: EventFingerprints, eventID: string, filters: readonly number[]): void {
  const digest = createHash('sha256').update(eventID).digest();
  for (const filter of [-1, ...filters]) {
    to.filters.push(filter);
    to.high.push(digest.readUInt32LE(0));
    to.low.push(digest.readUInt32LE(4));
  }
}

/** Above this number new events are no longer remembered: 32 MB for 64-bit digests in a half-full table. */
const maxRemembered = 1 << 20;
const wordsPerEntry = 3;

/**
 * Counts matching events that were delivered before, by their eventID. CloudTrail delivers at least once, and
 * CloudWatch counts each delivery; so does replay, but it says so.
 */
export class DuplicateCounter {
  readonly #capacity: number;
  #table = new Uint32Array(1024 * wordsPerEntry);
  #remembered = 0;
  readonly #duplicates = new Map<number, number>();

  constructor(capacity = maxRemembered) {
    this.#capacity = capacity;
  }

  add({ filters, high, low }: EventFingerprints): void {
    filters.forEach((filter, index) => this.#add(filter, high[index] ?? 0, low[index] ?? 0));
  }

  /** Duplicates among the matches of a filter; -1: among matching events. */
  of(filter: number): number {
    return this.#duplicates.get(filter) ?? 0;
  }

  /** False once events had to be forgotten: then there may be more duplicates. */
  get isComplete(): boolean {
    return this.#remembered < this.#capacity;
  }

  #add(filter: number, high: number, low: number): void {
    const at = this.#find(filter + 2, high, low);
    if (this.#table[at] !== 0) {
      this.#duplicates.set(filter, this.of(filter) + 1);
      return;
    }
    if (!this.isComplete) return;
    this.#table.set([filter + 2, high, low], at);
    this.#remembered += 1;
    if (this.#remembered * wordsPerEntry * 2 > this.#table.length) this.#grow();
  }

  /** Where an entry is, or the free place where it would be. A tag of 0 is a free place. */
  #find(tag: number, high: number, low: number): number {
    const entries = this.#table.length / wordsPerEntry;
    for (let place = (high ^ Math.imul(tag, 0x9e3779b1)) >>> 0; ; place += 1) {
      const at = (place % entries) * wordsPerEntry;
      const found = this.#table[at];
      if (found === 0) return at;
      if (found === tag && this.#table[at + 1] === high && this.#table[at + 2] === low) return at;
    }
  }

  #grow(): void {
    const full = this.#table;
    this.#table = new Uint32Array(full.length * 2);
    for (let at = 0; at < full.length; at += wordsPerEntry) {
      const [tag = 0, high = 0, low = 0] = full.subarray(at, at + wordsPerEntry);
      if (tag !== 0) this.#table.set([tag, high, low], this.#find(tag, high, low));
    }
  }
}
