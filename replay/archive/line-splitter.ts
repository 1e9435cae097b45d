import {
  ArchiveError,
  type ArchiveSink,
  emptyObject,
  type FoundObject,
  isSpace,
  maxObjectBytes,
  type Splitter,
} from './archive-sink.ts';
import { ScanWindow } from './scan-window.ts';
import type { StructureScanner } from './structure/structure-scanner.ts';

const newline = 0x0a;
const openingBrace = 0x7b;
const closingBrace = 0x7d;

/**
 * Splits a file of lines: a JSON object on each (a record, or a log event), or timestamp and message as
 * CloudWatch Logs exports write them. A newline never occurs inside a JSON string, so what is wrong with one
 * line says nothing about the next.
 */
export class LineSplitter implements Splitter {
  readonly #sink: ArchiveSink;
  readonly #scanner: StructureScanner;
  readonly #window: ScanWindow;
  readonly #object: FoundObject;
  #lines = 0;

  constructor(sink: ArchiveSink, scanner: StructureScanner) {
    this.#sink = sink;
    this.#scanner = scanner;
    this.#window = new ScanWindow(scanner.window);
    this.#object = emptyObject(scanner.window);
  }

  room(): Uint8Array {
    return this.#window.room();
  }

  /** @throws ArchiveError when a line does not end. */
  take(bytes: number): void {
    const window = this.#window;
    window.end += bytes;
    for (let found = this.#scanner.maxFound; found === this.#scanner.maxFound;) {
      found = this.#scanner.scanLines(window.start, window.end);
      for (let index = 0; index < found; index += 1) this.#tell(index);
    }
    if (window.unread > maxObjectBytes) {
      this.#sink.onEnd(this.#lines + 1);
      throw new ArchiveError(`Line ${this.#lines + 1} is longer than ${maxObjectBytes} bytes.`);
    }
  }

  end(): void {
    if (this.#window.unread > 0) {
      this.room()[0] = newline;
      this.take(1);
    }
    this.#sink.onEnd(this.#lines);
  }

  #tell(index: number): void {
    const scanner = this.#scanner;
    const { bytes } = this.#window;
    let start = scanner.startOf(index);
    let end = scanner.endOf(index);
    this.#window.start = end + 1;
    this.#lines += 1;
    while (start < end && isSpace(bytes[start])) start += 1;
    while (start < end && isSpace(bytes[end - 1])) end -= 1;
    if (start === end) return;
    if (bytes[start] !== openingBrace) {
      this.#sink.onExportedLine(bytes, start, end, this.#lines);
    } else if (bytes[end - 1] !== closingBrace || !scanner.isBalanced(index)) {
      this.#sink.onBrokenLine(this.#lines);
    } else {
      const object = this.#object;
      object.start = start;
      object.end = end;
      object.timeMs = scanner.timeOf(index);
      object.mayMatch = scanner.mayMatch(index);
      this.#sink.onLine(object, this.#lines);
    }
  }
}
