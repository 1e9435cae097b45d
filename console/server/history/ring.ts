/** Keeps the newest of what is put into it, in order. */
export interface Ring<Item> {
  /** Answers the item that had to go, if any. */
  push(item: Item): Item | undefined;
  /** The `index`th oldest. */
  at(index: number): Item | undefined;
  readonly size: number;
}

export function createRing<Item>(capacity: number): Ring<Item> {
  const items: Item[] = [];
  let oldest = 0;
  return {
    push(item) {
      if (items.length < capacity) {
        items.push(item);
        return undefined;
      }
      const gone = items[oldest];
      items[oldest] = item;
      oldest = (oldest + 1) % capacity;
      return gone;
    },
    at: (index) => items[(oldest + index) % capacity],
    get size() {
      return items.length;
    },
  };
}
