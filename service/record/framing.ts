/**
 * Several byte strings joined so that no other list of byte strings gives the same result: each part is
 * preceded by its length as a 32-bit big-endian number. Without it, `("ab", "c")` and `("a", "bc")` would
 * derive the same key. Text is encoded as UTF-8.
 */
export const frame = (...parts: readonly (string | Uint8Array)[]): Buffer =>
  Buffer.concat(
    parts.flatMap((part) => {
      const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.byteLength);
      return [length, bytes];
    }),
  );
