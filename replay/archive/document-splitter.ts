import {
  ArchiveError,
  type ArchiveSink,
  emptyObject,
  type FoundObject,
  isSpace,
  maxObjectBytes,
  type Splitter,
} from './archive-sink.ts';
import { markBytes } from './file-start.ts';
import { ScanWindow } from './scan-window.ts';
import type { StructureScanner } from './structure/structure-scanner.ts';

const head = /^\s*\{\s*"Records"\s*:\s*\[/;

/** Characters that the head of a document can't exceed, spaces included. */
const maxHeadBytes = 1024;

/** Whether a file that begins like this is a document of records, `{"Records":[…]}`, byte order mark or not. */
export function beginsDocument(start: Buffer): boolean {
  return head.test(start.toString('latin1', markBytes(start), maxHeadBytes));
}

const comma = 0x2c;
const closingBracket = 0x5d;
const openingBrace = 0x7b;
const closingBrace = 0x7d;

/** What may come next, leading spaces aside. */
type Expectation = 'head' | 'first' | 'element' | 'separator' | 'tail';

/**
 * Splits what CloudTrail writes to S3, `{"Records":[…]}`, into its records without parsing them. Several such
 * documents in a row are taken too, as concatenated files are. Memory is bounded by the longest record.
 */
export class DocumentSplitter implements Splitter {
  readonly #sink: ArchiveSink;
  readonly #scanner: StructureScanner;
  readonly #window: ScanWindow;
  readonly #object: FoundObject;
  #expects: Expectation = 'head';
  #records = 0;
  /** How many records the last scan found, and how many of them were told. */
  #found = 0;
  #told = 0;

  constructor(sink: ArchiveSink, scanner: StructureScanner) {
    this.#sink = sink;
    this.#scanner = scanner;
    this.#window = new ScanWindow(scanner.window);
    this.#object = emptyObject(scanner.window);
  }

  room(): Uint8Array {
    return this.#window.room();
  }

  /** @throws ArchiveError when the document is none. */
  take(bytes: number): void {
    this.#window.end += bytes;
    // Room was made for these bytes, so what was found before has moved.
    this.#found = this.#told = 0;
    while (this.#step());
    if (this.#window.unread > maxObjectBytes) {
      throw new ArchiveError(`Record ${this.#records + 1} is longer than ${maxObjectBytes} bytes.`);
    }
  }

  /** @throws ArchiveError when the document ends before its end. */
  end(): void {
    if (this.#expects === 'head' && this.#window.unread === 0) return;
    throw new ArchiveError(`The document ends in the middle, after ${this.#records} records.`);
  }

  /** Consumes one thing; false when more bytes are needed. */
  #step(): boolean {
    const window = this.#window;
    while (window.unread > 0 && isSpace(window.bytes[window.start])) window.start += 1;
    if (window.unread === 0) return false;
    switch (this.#expects) {
      case 'head':
        return this.#head();
      case 'first':
        return this.#take(closingBracket) ? this.#expect('tail') : this.#element();
      case 'element':
        return this.#element();
      case 'separator':
        if (this.#take(comma)) return this.#expect('element');
        return this.#take(closingBracket)
          ? this.#expect('tail')
          : this.#refuse('a comma or the end of Records');
      case 'tail':
        return this.#take(closingBrace) ? this.#expect('head') : this.#refuse('the end of the document');
    }
  }

  #head(): boolean {
    const start = this.#textAhead(maxHeadBytes, 'latin1');
    const found = head.exec(start);
    if (found !== null) {
      this.#window.start += found[0].length;
      return this.#expect('first');
    }
    return start.length < maxHeadBytes && isBeginOfHead(start) ? false : this.#refuse('{"Records":[');
  }

  #element(): boolean {
    const { bytes, start, end } = this.#window;
    if (bytes[start] !== openingBrace) return this.#refuse('a record');
    if (this.#told === this.#found) {
      this.#found = this.#scanner.scanRecords(start, end);
      this.#told = 0;
      if (this.#found === 0) return false;
    }
    const object = this.#object;
    object.start = start;
    object.end = this.#scanner.endOf(this.#told);
    object.timeMs = this.#scanner.timeOf(this.#told);
    object.mayMatch = this.#scanner.mayMatch(this.#told);
    this.#told += 1;
    this.#records += 1;
    this.#window.start = object.end;
    this.#sink.onRecord(object, this.#records);
    return this.#expect('separator');
  }

  #take(character: number): boolean {
    if (this.#window.bytes[this.#window.start] !== character) return false;
    this.#window.start += 1;
    return true;
  }

  #expect(next: Expectation): true {
    this.#expects = next;
    return true;
  }

  #refuse(wanted: string): never {
    const found = JSON.stringify(this.#textAhead(20, 'utf8'));
    throw new ArchiveError(`After ${this.#records} records there is ${found} in place of ${wanted}.`);
  }

  #textAhead(bytes: number, encoding: BufferEncoding): string {
    const { start, end } = this.#window;
    return this.#window.bytes.toString(encoding, start, Math.min(end, start + bytes));
  }
}

function isBeginOfHead(text: string): boolean {
  return '{"Records":['.startsWith(text.replace(/\s/g, ''));
}
