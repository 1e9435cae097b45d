import { ArchiveError, type ArchiveSink, isSpace, maxObjectBytes, type Splitter } from './archive-sink.ts';
import { ObjectScanner } from './object-scanner.ts';

const newline = 0x0a;

/**
 * Splits a file of lines: a JSON object on each (a record, or a log event), or timestamp and message as
 * CloudWatch Logs exports write them. A newline never occurs inside a JSON string, so lines need no parsing.
 */
export class LineSplitter implements Splitter {
  readonly #sink: ArchiveSink;
  readonly #scanner = new ObjectScanner();
  #rest: Buffer = Buffer.alloc(0);
  #line = 0;

  constructor(sink: ArchiveSink) {
    this.#sink = sink;
  }

  /** @throws ArchiveError when a line does not end. */
  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
      this.#take(bytes, start, end);
      start = end + 1;
    }
    this.#rest = bytes.subarray(start);
    if (this.#rest.length > maxObjectBytes) {
      throw new ArchiveError(`Line ${this.#line + 1} is longer than ${maxObjectBytes} bytes.`);
    }
  }

  end(): void {
    this.#take(this.#rest, 0, this.#rest.length);
  }

  #take(bytes: Buffer, from: number, to: number): void {
    this.#line += 1;
    let start = from;
    let end = to;
    while (start < end && isSpace(bytes[start])) start += 1;
    while (start < end && isSpace(bytes[end - 1])) end -= 1;
    if (start === end) return;
    if (bytes[start] !== 0x7b) {
      this.#sink.onExportedLine(bytes, start, end, `line ${this.#line}`);
    } else if (this.#scanner.endOf(bytes, start, end) === end) {
      this.#sink.onObject(bytes, start, end, this.#scanner.timeAt, `line ${this.#line}`);
    } else {
      this.#sink.onProblem(`line ${this.#line} is not one JSON object`);
    }
  }
}
