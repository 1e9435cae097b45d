import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ArchiveError, type ArchiveSink, type Splitter } from './archive-sink.ts';
import { beginsDocument, DocumentSplitter } from './document-splitter.ts';
import { LineSplitter } from './line-splitter.ts';

const chunkBytes = 1024 * 1024;
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
  const input = createReadStream(file, { highWaterMark: chunkBytes });
  let chunks = 0;
  for await (const chunk of (await isGzip(file)) ? gunzip(input) : (input as AsyncIterable<Buffer>)) {
    chunks += 1;
    const startsWithMark = chunks === 1 && chunk.subarray(0, 3).equals(byteOrderMark);
    yield startsWithMark ? chunk.subarray(3) : chunk;
  }
  if (chunks === 0) throw new ArchiveError('The file is empty.');
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
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
