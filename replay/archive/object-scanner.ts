const quote = 0x22;
const backslash = 0x5c;

/** What a byte outside of strings means for the structure of JSON. */
const opens = 1;
const closes = 2;
const beginsString = 3;
const meaning = new Uint8Array(256);
for (const character of '{[') meaning[character.charCodeAt(0)] = opens;
for (const character of '}]') meaning[character.charCodeAt(0)] = closes;
meaning[quote] = beginsString;

const timeKey = Buffer.from('eventTime"');

/**
 * Finds where JSON objects end and where their `eventTime` is, without parsing them.
 *
 * It follows strings, escapes and nesting, so an end is never found inside of a string and never at a nested
 * object. It does not look at what stands between: an object with balanced brackets may still not be JSON.
 */
export class ObjectScanner {
  /**
   * Where the value of the object's own `eventTime` begins, after its quote; -1 when the object has none or
   * spells it in a way that only a parser should read (escapes, spaces).
   */
  timeAt = -1;

  /** The offset after the object that starts at `start`, or -1 when it does not end before `limit`. */
  endOf(bytes: Uint8Array, start: number, limit: number): number {
    let depth = 0;
    let isPlain = true;
    this.timeAt = -1;
    for (let at = start; at < limit; at += 1) {
      const kind = meaning[bytes[at] as number];
      if (kind === 0) continue;
      if (kind === opens) {
        depth += 1;
      } else if (kind === closes) {
        depth -= 1;
        if (depth > 0) continue;
        if (!isPlain) this.timeAt = -1;
        return at + 1;
      } else {
        const begin = at + 1;
        let hasEscape = false;
        for (at = begin; at < limit && bytes[at] !== quote; at += 1) {
          if (bytes[at] !== backslash) continue;
          hasEscape = true;
          at += 1;
        }
        if (depth > 1) continue;
        const isPlainString = hasEscape ? isFollowedByEnd(bytes, at + 1) : this.#noteTime(bytes, begin);
        isPlain = isPlain && isPlainString;
      }
    }
    return -1;
  }

  /** Notes `eventTime` if that is the string that begins here. False when it is spelled in an unusual way. */
  #noteTime(bytes: Uint8Array, begin: number): boolean {
    for (let at = 0; at < timeKey.length; at += 1) if (bytes[begin + at] !== timeKey[at]) return true;
    const value = begin + timeKey.length;
    if (bytes[value] !== 0x3a || bytes[value + 1] !== quote) return false;
    this.timeAt = value + 2;
    return true;
  }
}

/** Whether what ends here is a value, not a key: a comma or the object's end follows at once. */
function isFollowedByEnd(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x2c || bytes[at] === 0x7d;
}
