import { createReadStream, fstatSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip, gunzipSync } from 'node:zlib';
import { readAt } from './file-start.ts';
import { release } from './release.ts';

const chunkBytes = 1024 * 1024;

/** What is decompressed in one piece, at most; CloudTrail's files are a fraction of it. */
const maxWholeBytes = 32 * chunkBytes;

/**
 * The bytes of an open gzip file: in one piece where that fits into memory, else in chunks, each valid until the
 * next is asked for. No chunk is empty.
 * @throws Error with zlib's code when the file is damaged or truncated, once what it holds was given.
 */
export async function* decompress(handle: number): AsyncGenerator<Buffer> {
  const whole = decompressWhole(handle);
  if (whole === undefined) {
    yield* decompressStream(handle);
  } else {
    yield whole;
    release(whole);
  }
}

/**
 * Decompresses at once, into one piece of memory of the length that the last bytes tell: a third faster than as
 * a stream. `undefined` where that does not work out, for whatever reason: a stream tells it better, and gives
 * what there is.
 */
function decompressWhole(handle: number): Buffer | undefined {
  const { size } = fstatSync(handle);
  if (size > maxWholeBytes) return undefined;
  const compressed = readAt(handle, 0, size);
  const length = size < 4 ? 0 : compressed.readUInt32LE(size - 4);
  try {
    if (length === 0 || length > maxWholeBytes) return undefined;
    return gunzipSync(compressed, { chunkSize: Math.max(1024, length + 1), maxOutputLength: maxWholeBytes });
  } catch {
    return undefined;
  } finally {
    release(compressed);
  }
}

async function* decompressStream(handle: number): AsyncGenerator<Buffer> {
  const decompressor = createGunzip({ chunkSize: chunkBytes });
  const file = createReadStream('', { fd: handle, autoClose: false, start: 0, highWaterMark: chunkBytes });
  // The error reaches whoever reads the decompressor; here it only must not go unheard.
  pipeline(file, decompressor).catch(() => undefined);
  yield* decompressor as AsyncIterable<Buffer>;
}
