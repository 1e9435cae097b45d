/** Pairs that must be equal on both sides of a ciphertext: case-sensitive, in any order. */
export type EncryptionContext = ReadonlyMap<string, string>;

/** Length in bytes, then the text. UTF-16 keeps texts apart that UTF-8 would make equal: lone surrogates. */
function frame(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf16le');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/**
 * An encryption context as associated data. Two contexts give the same bytes only if they hold the same pairs:
 * every text is preceded by its length, so `{"a":"bc"}` is not `{"ab":"c"}`. No context and an empty one are equal.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
 */
export function frameEncryptionContext(context: EncryptionContext): Buffer {
  const sorted = [...context].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Buffer.concat(sorted.flat().map(frame));
}
