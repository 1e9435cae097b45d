import { closeSync, openSync, readSync } from 'node:fs';
import { ArchiveError, type ArchiveSink, type Splitter } from './archive-sink.ts';
import { beginsDocument, DocumentSplitter } from './document-splitter.ts';
import { isGzip, isUtf16, markBytes, readStart } from './file-start.ts';
import { decompress } from './gunzip.ts';
import { LineSplitter } from './line-splitter.ts';
import type { Portion } from './portions.ts';
import { sentenceOf } from './sentence-of.ts';
import type { StructureScanner } from './structure/structure-scanner.ts';

/**
 * Reads a portion of an archive into a sink: gzip or not, a document of records or lines, as the file's bytes
 * say, whatever its name. What was read before something broke has been given to the sink.
 *
 * Files are read synchronously where they can be: a thread that scans has nothing else to do, and a trail has
 * a great many small files.
 *
 * @throws ArchiveError when it can't be read to its end; the message says why.
 */
export async function readArchive(
  portion: Portion,
  sink: ArchiveSink,
  scanner: StructureScanner,
): Promise<void> {
  try {
    const handle = openSync(portion.path, 'r');
    try {
      const start = readStart(handle);
      if (start.length === 0) throw new ArchiveError('The file is empty.');
      if (isGzip(start)) await readGzip(handle, sink, scanner);
      else readPlain(handle, portion, chooseSplitter(start, sink, scanner), sink);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw error instanceof ArchiveError ? error : new ArchiveError(sentenceOf(error), { cause: error });
  }
}

function chooseSplitter(start: Buffer, sink: ArchiveSink, scanner: StructureScanner): Splitter {
  if (isUtf16(start)) throw new ArchiveError('The text is UTF-16: save it as UTF-8.');
  return beginsDocument(start) ? new DocumentSplitter(sink, scanner) : new LineSplitter(sink, scanner);
}

async function readGzip(handle: number, sink: ArchiveSink, scanner: StructureScanner): Promise<void> {
  let splitter: Splitter | undefined;
  for await (const chunk of decompress(handle)) {
    let at = 0;
    if (splitter === undefined) {
      splitter = chooseSplitter(chunk, sink, scanner);
      at = markBytes(chunk);
      sink.onBegin(chunk);
    }
    while (at < chunk.length) {
      const room = splitter.room();
      const bytes = Math.min(room.length, chunk.length - at);
      room.set(chunk.subarray(at, at + bytes));
      splitter.take(bytes);
      at += bytes;
    }
  }
  if (splitter === undefined) throw new ArchiveError('The file is empty.');
  splitter.end();
}

/** Reads straight into the scanner's memory. */
function readPlain(handle: number, { from, to }: Portion, splitter: Splitter, sink: ArchiveSink): void {
  const begin = from === 0 ? markBytes(readStart(handle)) : from;
  for (let at = begin; at < to;) {
    const room = splitter.room();
    const bytes = readSync(handle, room, 0, Math.min(room.length, to - at), at);
    if (bytes === 0) break;
    if (at === begin) sink.onBegin(Buffer.from(room.buffer, room.byteOffset, bytes));
    splitter.take(bytes);
    at += bytes;
  }
  splitter.end();
}
