import { type WriteStream, createWriteStream, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A log file larger than this is moved to `<path>.1` when it is opened, in place of an earlier one. */
const maxLogBytes = 5 * 1024 * 1024;

export interface LogFile {
  readonly path: string;
  write(line: string): void;
  /** Resolves when everything written is in the file. */
  close(): Promise<void>;
}

/** Opens a log file for appending, readable by its owner only; its folder is made when it is missing. */
export const openLogFile = (path: string): LogFile => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > maxLogBytes) renameSync(path, `${path}.1`);
  const stream: WriteStream = createWriteStream(path, { flags: 'a', mode: 0o600 });
  // A full disk must not end the run that writes a log; the lines are lost and the next close says nothing.
  stream.on('error', () => undefined);
  return {
    path,
    write: (line) => stream.write(`${line}\n`),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
};
