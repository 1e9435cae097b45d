/** How much of a needle is enough to look closer. None is shorter. */
const PREFIX_BYTES = 4;

/** Beginnings share 2^20 places, a few thousand of which are taken. */
const PLACE_BITS = 20;

/** Spreads beginnings that differ in a bit or two. */
const placeOf = (prefix: number): number => Math.imul(prefix, 0x9e37_79b1) >>> (32 - PLACE_BITS);

interface Needle<Tag> {
  readonly bytes: Buffer;
  readonly tag: Tag;
}

/**
 * Many byte strings looked for at once, in one pass: a database's files are tens of megabytes, and the
 * spellings of a few secrets are thousands. Four bytes at a time are looked up in a table of beginnings.
 */
export class Needles<Tag> {
  readonly #byPrefix = new Map<number, Needle<Tag>[]>();
  /** Whether any needle's beginning has this place: nearly always the end of it. */
  readonly #begins = new Uint8Array(2 ** PLACE_BITS);

  add(bytes: Buffer, tag: Tag): void {
    const prefix = bytes.readInt32BE(0);
    this.#byPrefix.set(prefix, [...(this.#byPrefix.get(prefix) ?? []), { bytes, tag }]);
    this.#begins[placeOf(prefix)] = 1;
  }

  /** The tags of all that are in `haystack`. */
  in(haystack: Buffer): Set<Tag> {
    const found = new Set<Tag>();
    let prefix = 0;
    for (let end = 1; end <= haystack.length; end += 1) {
      prefix = (prefix << 8) | (haystack[end - 1] ?? 0);
      if (this.#begins[placeOf(prefix)] === 0 || end < PREFIX_BYTES) continue;
      const start = end - PREFIX_BYTES;
      for (const { bytes, tag } of this.#byPrefix.get(prefix) ?? []) {
        const possibleEnd = Math.min(start + bytes.length, haystack.length);
        if (haystack.compare(bytes, 0, bytes.length, start, possibleEnd) === 0) found.add(tag);
      }
    }
    return found;
  }
}
