import { createReadStream, fstatSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip, gunzipSync } from 'node:zlib';
import { readAt } from './file-start.ts';

const chunkBytes = 1024 * 1024;

/** What is decompressed in one piece, at most; CloudTrail's files are a fraction of it. */
const maxWholeBytes = 32 * chunkBytes;

/**
 * The bytes of an open gzip file: in one piece where that fits into memory, else in chunks. No chunk is empty.
 * Whoever iterates over them gets zlib's error when the file is damaged or truncated, once what it holds was given.
 */
export function decompress(handle: number): AsyncIterable<Buffer> | readonly Buffer[] {
  const { size } = fstatSync(handle);
  if (size <= maxWholeBytes) {
    const whole = decompressWhole(readAt(handle, 0, size));
    if (whole !== undefined) return [whole];
  }
  const decompressor = createGunzip({ chunkSize: chunkBytes });
  const file = createReadStream('', { fd: handle, autoClose: false, start: 0, highWaterMark: chunkBytes });
  // The error reaches whoever reads the decompressor; here it only must not go unheard.
  pipeline(file, decompressor).catch(() => undefined);
  return decompressor as AsyncIterable<Buffer>;
}

/**
 * Decompresses at once, into one piece of memory of the length that the last bytes tell: a third faster than as
 * a stream. `undefined` where that does not work out, for whatever reason: a stream tells it better, and gives
 * what there is.
 */
export function decompressWhole(compressed: Buffer): Buffer | undefined {
  const length = compressed.length < 4 ? 0 : compressed.readUInt32LE(compressed.length - 4);
  if (length === 0 || length > maxWholeBytes) return undefined;
  try {
    return gunzipSync(compressed, { chunkSize: Math.max(1024, length + 1), maxOutputLength: maxWholeBytes });
  } catch {
    return undefined;
  }
}
