/** What reading an archive yields, whatever its shape. Bytes are valid only during the call. */
export interface ArchiveSink {
  /**
   * A JSON object from a `Records` array or a line of its own. `timeAt`: where the value of its `eventTime`
   * begins, or -1 when only a parser can tell.
   */
  onObject(bytes: Buffer, start: number, end: number, timeAt: number, position: string): void;
  /** A log event as a CloudWatch Logs export writes it: a line of timestamp and message. */
  onExportedLine(bytes: Buffer, start: number, end: number, position: string): void;
  /** Something that can't be used; reading goes on. */
  onProblem(sentence: string): void;
}

/** Takes an archive apart, chunk by chunk. */
export interface Splitter {
  push(chunk: Buffer): void;
  /** Tells that there is no more. */
  end(): void;
}

/** CloudTrail's records are 256 KB at most; what is longer is no archive of them. */
export const maxObjectBytes = 16 * 1024 * 1024;

/** A file that can't be read any further. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly code = 'ARCHIVE';
}

export function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
