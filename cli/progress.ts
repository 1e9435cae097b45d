/** How often a log is told that something still goes on. */
const logIntervalMs = 15_000;

/** Shows progress on standard error: one line that changes on a terminal, a line now and then in a log. */
export interface Progress {
  update(message: string): void;
  /** Leaves the terminal's line free for what comes next. */
  end(): void;
}

export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  // What is over sooner needs no line in a log.
  let loggedMs = Date.now();
  return {
    update(message) {
      if (stream.isTTY) {
        stream.write(`\r\u001B[K${message.slice(0, stream.columns - 1)}`);
      } else if (Date.now() - loggedMs >= logIntervalMs) {
        loggedMs = Date.now();
        stream.write(`${message}\n`);
      }
    },
    end() {
      if (stream.isTTY) stream.write('\r\u001B[K');
    },
  };
}
