/**
 * What reading an archive yields, whatever its shape. Bytes are valid only during the call; records and lines
 * are numbered from 1.
 */
export interface ArchiveSink {
  /** The first bytes, before anything is told of them: they show what the rest will look like. */
  onBegin(sample: Buffer): void;
  /** A JSON object of a `Records` array. */
  onRecord(object: Readonly<FoundObject>, number: number): void;
  /** A JSON object on a line of its own. */
  onLine(object: Readonly<FoundObject>, number: number): void;
  /** A log event as a CloudWatch Logs export writes it: a line of timestamp and message. */
  onExportedLine(bytes: Buffer, start: number, end: number, number: number): void;
  /** A line that can't be used; reading goes on. */
  onBrokenLine(number: number): void;
  /** How many lines there were, once all of them were told. Not called for a document. */
  onEnd(lines: number): void;
}

/** A JSON object that was found but not parsed. The same one is used for all that a splitter finds. */
export interface FoundObject {
  readonly bytes: Buffer;
  start: number;
  end: number;
  /** Its own `eventTime`, or -1 when only a parser can tell. */
  timeMs: number;
  /** False when it holds none of the texts that the scanner was told to look for. */
  mayMatch: boolean;
}

/** For a splitter to begin with. */
export function emptyObject(bytes: Buffer): FoundObject {
  return { bytes, start: 0, end: 0, timeMs: -1, mayMatch: true };
}

/** Takes an archive apart, piece by piece. */
export interface Splitter {
  /** Where to put the next bytes. */
  room(): Uint8Array;
  /** Takes the bytes that were put there. @throws ArchiveError when the archive is none. */
  take(bytes: number): void;
  /** Tells that there is no more. @throws ArchiveError when it ends too early. */
  end(): void;
}

/**
 * What is longer is no archive of log events, of which CloudWatch Logs takes 1 MB each.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
export const maxObjectBytes = 4 * 1024 * 1024;

/** A file that can't be read any further. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly code = 'ARCHIVE';
}

export function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
