import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, gunzipSync } from 'node:zlib';
import { ArchiveError, type ArchiveSink, type Splitter } from './archive-sink.ts';
import { beginsDocument, DocumentSplitter } from './document-splitter.ts';
import { LineSplitter } from './line-splitter.ts';

const chunkBytes = 1024 * 1024;

/** What is decompressed in one piece, at most; CloudTrail's files are a fraction of it. */
const maxWholeBytes = 32 * chunkBytes;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Reads one file of an archive into a sink: gzip or not, a document of records or lines, as its bytes say,
 * whatever its name. What was read before something broke has been given to the sink.
 *
 * @throws ArchiveError when the file can't be read to its end; the message says why.
 */
export async function readArchive(file: string, sink: ArchiveSink): Promise<void> {
  let splitter: Splitter | undefined;
  try {
    for await (const chunk of readDecompressed(file)) {
      splitter ??= chooseSplitter(chunk, sink);
      splitter.push(chunk);
    }
    splitter?.end();
  } catch (error) {
    throw error instanceof ArchiveError ? error : new ArchiveError(sentenceOf(error), { cause: error });
  }
}

function chooseSplitter(firstChunk: Buffer, sink: ArchiveSink): Splitter {
  return beginsDocument(firstChunk) ? new DocumentSplitter(sink) : new LineSplitter(sink);
}

/** The file's bytes, decompressed if they are gzip, without a byte order mark. No chunk is empty. */
async function* readDecompressed(file: string): AsyncGenerator<Buffer> {
  let chunks = 0;
  for await (const chunk of await openChunks(file)) {
    chunks += 1;
    const startsWithMark = chunks === 1 && chunk.subarray(0, 3).equals(byteOrderMark);
    yield startsWithMark ? chunk.subarray(3) : chunk;
  }
  if (chunks === 0) throw new ArchiveError('The file is empty.');
}

async function openChunks(file: string): Promise<AsyncIterable<Buffer> | readonly Buffer[]> {
  const ends = await readEnds(file);
  const isGzip = ends.first[0] === 0x1f && ends.first[1] === 0x8b;
  if (isGzip && ends.bytes <= maxWholeBytes) {
    const whole = gunzipWhole(await readFile(file), ends.last);
    if (whole !== undefined) return [whole];
  }
  const input = createReadStream(file, { highWaterMark: chunkBytes });
  return isGzip ? gunzip(input) : (input as AsyncIterable<Buffer>);
}

/** What a file begins and ends with, and its length. */
interface FileEnds {
  readonly bytes: number;
  readonly first: Buffer;
  /** The last four bytes, or none. */
  readonly last: Buffer;
}

async function readEnds(file: string): Promise<FileEnds> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const read = async (length: number, position: number): Promise<Buffer> => {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    };
    return { bytes: size, first: await read(2, 0), last: await read(4, Math.max(0, size - 4)) };
  } finally {
    await handle.close();
  }
}

/**
 * Decompresses at once, into one piece of memory of the length that the file's last bytes tell: a third faster
 * than as a stream. `undefined` where that does not work out, for whatever reason: a stream tells it better, and
 * reads what there is.
 */
function gunzipWhole(compressed: Buffer, lengthField: Buffer): Buffer | undefined {
  const length = lengthField.length === 4 ? lengthField.readUInt32LE() : Infinity;
  if (length === 0 || length > maxWholeBytes) return undefined;
  try {
    return gunzipSync(compressed, { chunkSize: Math.max(1024, length + 1), maxOutputLength: maxWholeBytes });
  } catch {
    return undefined;
  }
}

function gunzip(input: Readable): AsyncIterable<Buffer> {
  const decompressor = createGunzip({ chunkSize: chunkBytes });
  // The error reaches whoever reads the decompressor; here it only must not go unheard.
  pipeline(input, decompressor).catch(() => undefined);
  return decompressor as AsyncIterable<Buffer>;
}

const sentences: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  EACCES: 'There is no permission to read it.',
  EPERM: 'There is no permission to read it.',
  EISDIR: 'It is a folder.',
  Z_BUF_ERROR: 'The gzip data is truncated.',
  Z_DATA_ERROR: 'The gzip data is damaged.',
};

/** Why a file or folder can't be read, for a person. */
export function sentenceOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return sentences[code ?? ''] ?? message;
}
