/** Of the number before each part. */
const LENGTH_BYTES = 4;

/**
 * Several byte strings joined so that no other list of byte strings gives the same result: each part is
 * preceded by its length as a 32-bit big-endian number. Without it, `("ab", "c")` and `("a", "bc")` would
 * derive the same key. Text is encoded as UTF-8.
 */
export const frame = (...parts: readonly (string | Uint8Array)[]): Buffer => {
  const lengths = parts.map((part) => Buffer.byteLength(part));
  const framed = Buffer.alloc(lengths.reduce((sum, length) => sum + LENGTH_BYTES + length, 0));
  let offset = 0;
  for (const [index, part] of parts.entries()) {
    offset = framed.writeUInt32BE(lengths[index] ?? 0, offset);
    if (typeof part === 'string') offset += framed.write(part, offset, 'utf8');
    else {
      framed.set(part, offset);
      offset += part.byteLength;
    }
  }
  return framed;
};
