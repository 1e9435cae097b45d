/** What a run of samples comes to: enough for every statistic of an alarm. */
export interface Aggregate {
  sum: number;
  sampleCount: number;
  minimum: number;
  maximum: number;
}

/** Adds `count` samples of one value, or a whole aggregate, to the entry at a key. */
export function addAggregate<Key>(map: Map<Key, Aggregate>, key: Key, added: Readonly<Aggregate>): void {
  const existing = map.get(key);
  if (existing === undefined) {
    map.set(key, { ...added });
    return;
  }
  existing.sum += added.sum;
  existing.sampleCount += added.sampleCount;
  existing.minimum = Math.min(existing.minimum, added.minimum);
  existing.maximum = Math.max(existing.maximum, added.maximum);
}

/** The aggregate of `count` samples of one value. */
export function aggregateOf(value: number, count: number): Aggregate {
  return { sum: value * count, sampleCount: count, minimum: value, maximum: value };
}
