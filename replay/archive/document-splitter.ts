import { ArchiveError, type ArchiveSink, isSpace, maxObjectBytes, type Splitter } from './archive-sink.ts';
import { ObjectScanner } from './object-scanner.ts';

const head = /^\s*\{\s*"Records"\s*:\s*\[/;

/** Characters that the head of a document can't exceed, spaces included. */
const maxHeadBytes = 1024;

/** Whether a file that begins like this is a document of records, `{"Records":[…]}`. */
export function beginsDocument(bytes: Buffer): boolean {
  return head.test(bytes.toString('latin1', 0, maxHeadBytes));
}

/** What may come next, leading spaces aside. */
type Expectation = 'head' | 'first' | 'element' | 'separator' | 'tail';

/**
 * Splits what CloudTrail writes to S3, `{"Records":[…]}`, into its records without parsing them. Several such
 * documents in a row are taken too, as concatenated files are. Memory is bounded by the longest record.
 */
export class DocumentSplitter implements Splitter {
  readonly #sink: ArchiveSink;
  readonly #scanner = new ObjectScanner();
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  #expects: Expectation = 'head';
  #records = 0;

  constructor(sink: ArchiveSink) {
    this.#sink = sink;
  }

  /** @throws ArchiveError when the document is none. */
  push(chunk: Buffer): void {
    const rest = this.#bytes.subarray(this.#at);
    this.#bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    this.#at = 0;
    while (this.#step());
    if (this.#bytes.length - this.#at > maxObjectBytes) {
      throw new ArchiveError(`Record ${this.#records + 1} is longer than ${maxObjectBytes} bytes.`);
    }
  }

  /** @throws ArchiveError when the document ends before its end. */
  end(): void {
    if (this.#expects === 'head' && this.#at === this.#bytes.length) return;
    throw new ArchiveError(`The document ends in the middle, after ${this.#records} records.`);
  }

  /** Consumes one thing; false when more bytes are needed. */
  #step(): boolean {
    const bytes = this.#bytes;
    while (this.#at < bytes.length && isSpace(bytes[this.#at])) this.#at += 1;
    if (this.#at >= bytes.length) return false;
    switch (this.#expects) {
      case 'head':
        return this.#head();
      case 'first':
        return this.#take(']') ? this.#expect('tail') : this.#element();
      case 'element':
        return this.#element();
      case 'separator':
        if (this.#take(',')) return this.#expect('element');
        return this.#take(']') ? this.#expect('tail') : this.#refuse('a comma or the end of Records');
      case 'tail':
        return this.#take('}') ? this.#expect('head') : this.#refuse('the end of the document');
    }
  }

  #head(): boolean {
    const start = this.#bytes.toString('latin1', this.#at, this.#at + maxHeadBytes);
    const found = head.exec(start);
    if (found !== null) {
      this.#at += found[0].length;
      return this.#expect('first');
    }
    return start.length < maxHeadBytes && isBeginOfHead(start) ? false : this.#refuse('{"Records":[');
  }

  #element(): boolean {
    const start = this.#at;
    if (this.#bytes[start] !== 0x7b) return this.#refuse('a record');
    const end = this.#scanner.endOf(this.#bytes, start, this.#bytes.length);
    if (end === -1) return false;
    this.#records += 1;
    this.#at = end;
    this.#sink.onObject(this.#bytes, start, end, this.#scanner.timeAt, `record ${this.#records}`);
    return this.#expect('separator');
  }

  #take(character: string): boolean {
    if (this.#bytes[this.#at] !== character.charCodeAt(0)) return false;
    this.#at += 1;
    return true;
  }

  #expect(next: Expectation): true {
    this.#expects = next;
    return true;
  }

  #refuse(wanted: string): never {
    const found = JSON.stringify(this.#bytes.toString('utf8', this.#at, this.#at + 20));
    throw new ArchiveError(`After ${this.#records} records there is ${found} in place of ${wanted}.`);
  }
}

function isBeginOfHead(text: string): boolean {
  return '{"Records":['.startsWith(text.replace(/\s/g, ''));
}
