import type { ArchiveSink, FoundObject } from '../archive/archive-sink.ts';
import { isLoggedInstant, parseInstant } from '../archive/instant.ts';
import type { Portion } from '../archive/portions.ts';
import { createFingerprints, type EventFingerprints } from '../tally/duplicates.ts';
import { createTally, type Tally } from '../tally/tally.ts';
import type { Detector, Findings, ReplayEvent } from './detector.ts';
import type { ScanOptions } from './scan-options.ts';
import type { Sieve } from './sieve.ts';

/** What one portion of an archive came to. */
export interface ScannedPortion {
  readonly tally: Tally;
  readonly fingerprints: EventFingerprints;
  /** The first few. */
  readonly problems: readonly PortionProblem[];
  /** All problems, those not told included. */
  readonly problemCount: number;
  /** How many lines there were; 0 of a document. */
  readonly lines: number;
}

/** What is wrong with a portion or with a part of it. */
export interface PortionProblem {
  readonly place?: Place | undefined;
  /** A sentence; with a place the rest of one. */
  readonly text: string;
}

/** A record of a document or a line, numbered from 1. */
export interface Place {
  readonly kind: 'record' | 'line';
  readonly number: number;
}

/** Problems told per file: one of another kind has a problem on every line. */
export const maxProblems = 5;

/** A message in a log group has a time of its own, and an object that is none is a record. */
interface LoggedMessage {
  readonly timestamp: number;
  readonly message: string;
}

/** What becomes of the records and lines of one portion: counted, given to the detector, or told as a problem. */
export class PortionScan implements ArchiveSink {
  readonly #options: ScanOptions;
  readonly #detector: Detector;
  readonly #sieve: Sieve;
  readonly #findings: Findings;
  readonly #problems: PortionProblem[] = [];
  #problemCount = 0;
  #lines = 0;
  /** The first event of a file tells whose it is. */
  #isFirst: boolean;

  constructor(portion: Portion, options: ScanOptions, detector: Detector, sieve: Sieve) {
    this.#options = options;
    this.#detector = detector;
    this.#sieve = sieve;
    this.#isFirst = portion.from === 0;
    this.#findings = {
      file: portion.path,
      tally: createTally(options.filters.length),
      fingerprints: createFingerprints(),
    };
  }

  result(): ScannedPortion {
    const { tally, fingerprints } = this.#findings;
    const problems = { problems: this.#problems, problemCount: this.#problemCount };
    return { tally, fingerprints, ...problems, lines: this.#lines };
  }

  tellProblem(problem: PortionProblem): void {
    this.#problemCount += 1;
    if (this.#problems.length < maxProblems) this.#problems.push(problem);
  }

  onBegin(sample: Buffer): void {
    this.#sieve.begin(sample);
  }

  onEnd(lines: number): void {
    this.#lines = lines;
  }

  onRecord(object: Readonly<FoundObject>, number: number): void {
    if (!this.#skip(object)) this.#onText(textOf(object), 'record', number);
  }

  onLine(object: Readonly<FoundObject>, number: number): void {
    if (!this.#skip(object)) this.#onText(textOf(object), 'line', number);
  }

  onExportedLine(bytes: Buffer, start: number, end: number, number: number): void {
    const line = bytes.toString('utf8', start, end);
    const [, timestamp, message] = /^(\S+) (.*)$/s.exec(line) ?? [];
    const timeMs = parseInstant(timestamp);
    if (timeMs === undefined || message === undefined) {
      const text = 'is neither a JSON object nor a time and a message';
      this.tellProblem({ place: { kind: 'line', number }, text });
    } else {
      this.#onLogEvent(timeMs, message);
    }
  }

  onBrokenLine(number: number): void {
    this.tellProblem({ place: { kind: 'line', number }, text: 'is not one JSON object' });
  }

  /** Counts a record that needs no parsing: its time is known and no pattern matches it. */
  #skip(object: Readonly<FoundObject>): boolean {
    if (object.timeMs === -1 || this.#isFirst || this.#sieve.mayMatch(object)) return false;
    if (this.#isWanted(object.timeMs)) {
      this.#detector.count(object.timeMs + this.#options.delayMs, this.#findings);
    }
    return true;
  }

  #onText(text: string, kind: Place['kind'], number: number): void {
    const parsed = parseObject(text);
    const timeMs = parseInstant(parsed?.['eventTime']);
    if (parsed === undefined) {
      this.tellProblem({ place: { kind, number }, text: 'is not JSON' });
    } else if (timeMs !== undefined) {
      this.#noteAccount(parsed['recipientAccountId']);
      this.#detect({ timeMs, timestampMs: timeMs + this.#options.delayMs, message: text, parsed });
    } else if (isLogged(parsed) && isLoggedInstant(parsed.timestamp)) {
      this.#onLogEvent(parsed.timestamp, parsed.message);
    } else if (isLogged(parsed)) {
      const text = `has the timestamp ${parsed.timestamp}, which is not in milliseconds since 1970`;
      this.tellProblem({ place: { kind, number }, text });
    } else {
      const reason = 'is neither a record with an eventTime nor a log event';
      this.tellProblem({ place: { kind, number }, text: reason });
    }
  }

  #onLogEvent(timestampMs: number, message: string): void {
    const parsed = parseObject(message);
    this.#noteAccount(parsed?.['recipientAccountId']);
    this.#detect({ timeMs: timestampMs, timestampMs, message, parsed });
  }

  #detect(event: ReplayEvent): void {
    if (this.#isWanted(event.timeMs)) this.#detector.detect(event, this.#findings);
  }

  #isWanted(timeMs: number): boolean {
    if (timeMs >= this.#options.fromMs && timeMs < this.#options.toMs) return true;
    this.#findings.tally.eventsOutside += 1;
    return false;
  }

  /** Enough to notice that patterns name another account. */
  #noteAccount(accountId: unknown): void {
    if (!this.#isFirst) return;
    this.#isFirst = false;
    if (typeof accountId === 'string') this.#findings.tally.accounts.set(accountId.slice(0, 12), 1);
  }
}

function textOf({ bytes, start, end }: Readonly<FoundObject>): string {
  return bytes.toString('utf8', start, end);
}

function isLogged(value: object): value is LoggedMessage {
  const { timestamp, message } = value as Partial<Record<keyof LoggedMessage, unknown>>;
  return typeof timestamp === 'number' && typeof message === 'string';
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
