/** How much of a needle is enough to look closer. All are longer. */
const PREFIX_BYTES = 4;

interface Needle<Tag> {
  readonly bytes: Buffer;
  readonly tag: Tag;
}

/**
 * Many byte strings looked for at once, in one pass: a database's files are tens of megabytes, and the
 * spellings of a few secrets are hundreds. Four bytes at a time are looked up in a table of beginnings.
 */
export class Needles<Tag> {
  readonly #byPrefix = new Map<number, Needle<Tag>[]>();
  /** Whether any needle begins with two bytes: nearly always the end of it. */
  readonly #begins = new Uint8Array(0x1_0000);

  add(bytes: Buffer, tag: Tag): void {
    const prefix = bytes.readUInt32BE(0);
    this.#byPrefix.set(prefix, [...(this.#byPrefix.get(prefix) ?? []), { bytes, tag }]);
    this.#begins[prefix >>> 16] = 1;
  }

  /** The tags of all that are in `haystack`. */
  in(haystack: Buffer): Set<Tag> {
    const found = new Set<Tag>();
    for (let at = 0; at + PREFIX_BYTES <= haystack.length; at += 1) {
      if (this.#begins[((haystack[at] ?? 0) << 8) | (haystack[at + 1] ?? 0)] === 0) continue;
      for (const { bytes, tag } of this.#byPrefix.get(haystack.readUInt32BE(at)) ?? []) {
        if (
          haystack.compare(bytes, 0, bytes.length, at, Math.min(at + bytes.length, haystack.length)) === 0
        ) {
          found.add(tag);
        }
      }
    }
    return found;
  }
}
