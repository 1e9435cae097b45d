import type { DestinationStream } from 'pino';

/**
 * Takes lines and writes those of one turn of the event loop together at its end: to write a line takes longer than to
 * make it.
 * @see https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick phases of a turn
 */
export class LineOutput implements DestinationStream {
  readonly #writeAll: (lines: string) => void;
  #lines = '';
  #ending: Promise<void> = Promise.resolve();

  /** `writeAll` has written what it is given when it returns. */
  constructor(writeAll: (lines: string) => void) {
    this.#writeAll = writeAll;
  }

  write(line: string): void {
    if (this.#lines === '') {
      this.#ending = new Promise((resolve) => {
        setImmediate(() => {
          this.flush();
          resolve();
        });
      });
    }
    this.#lines += line;
  }

  /** Resolves once all lines that were taken so far are written. */
  written(): Promise<void> {
    return this.#ending;
  }

  /** Writes at once what was taken. */
  flush(): void {
    if (this.#lines === '') return;
    const lines = this.#lines;
    this.#lines = '';
    this.#writeAll(lines);
  }
}
