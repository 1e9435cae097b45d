const DASH = 0x2d;
const UUID_LENGTH = 36;
/** Where the dashes of a UUID are. */
const [FIRST_DASH, ...OTHER_DASHES] = [8, 13, 18, 23] as const;

/**
 * Everything in `bytes` that has the dashes of a UUID, in small letters: whoever looks for thousands of UUIDs at
 * once asks a set for each of these.
 */
export function* uuidsIn(bytes: Buffer): Generator<string> {
  for (let dash = bytes.indexOf(DASH, FIRST_DASH); dash !== -1; dash = bytes.indexOf(DASH, dash + 1)) {
    const start = dash - FIRST_DASH;
    if (OTHER_DASHES.some((offset) => bytes[start + offset] !== DASH)) continue;
    yield bytes.toString('latin1', start, start + UUID_LENGTH).toLowerCase();
  }
}
