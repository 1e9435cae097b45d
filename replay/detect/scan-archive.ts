import { parseFilterPattern } from '../../cloudwatch/filter-pattern/index.ts';
import { ArchiveError, type ArchiveSink } from '../archive/archive-sink.ts';
import { InstantReader, parseInstant } from '../archive/instant.ts';
import { readArchive } from '../archive/read-archive.ts';
import { createFingerprints, type EventFingerprints } from '../tally/duplicates.ts';
import { createTally, type Tally } from '../tally/tally.ts';
import { Detector, type DetectorFilter, type Findings } from './detector.ts';
import { Prefilter } from './prefilter.ts';
import { requiredLiterals } from './required-literals.ts';

/** How archives are read; the same for each file. Plain values, so that another thread can be told. */
export interface ScanOptions {
  readonly filters: readonly DetectorFilter[];
  /** From a record's eventTime to its arrival in the log group. Log events have arrived: they keep their time. */
  readonly delayMs: number;
  /** Events before are left out. */
  readonly fromMs: number;
  /** Events at this time and later are left out. */
  readonly toMs: number;
}

/** What one file came to. */
export interface ScannedArchive {
  readonly tally: Tally;
  readonly fingerprints: EventFingerprints;
  /** One sentence each; the first few. */
  readonly problems: readonly string[];
  /** All problems, those not told included. */
  readonly problemCount: number;
}

/** Problems told per file: a file of another kind has one on every line. */
const maxProblems = 5;

/** A message in a log group has a time of its own, and an object that is none is a record. */
interface LoggedMessage {
  readonly timestamp: number;
  readonly message: string;
}

/** Scans archives for the matches of metric filters, one file at a time. Built once per thread. */
export class ArchiveScanner {
  readonly #options: ScanOptions;
  readonly #detector: Detector;
  readonly #prefilter: Prefilter;

  constructor(options: ScanOptions) {
    this.#options = options;
    this.#detector = new Detector(options.filters);
    this.#prefilter = new Prefilter(
      options.filters.map(({ declaration }) =>
        requiredLiterals(parseFilterPattern(declaration.filterPattern).syntax),
      ),
    );
  }

  /** Never throws for what is wrong with the file: that is told, beside what could be read. */
  async scan(file: string): Promise<ScannedArchive> {
    const scan = new FileScan(file, this.#options, this.#detector, this.#prefilter);
    try {
      await readArchive(file, scan);
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      scan.onProblem(error.message);
    }
    return scan.result();
  }
}

class FileScan implements ArchiveSink {
  readonly #options: ScanOptions;
  readonly #detector: Detector;
  readonly #prefilter: Prefilter;
  readonly #findings: Findings;
  readonly #instants = new InstantReader();
  readonly #problems: string[] = [];
  #problemCount = 0;
  #isFirst = true;

  constructor(file: string, options: ScanOptions, detector: Detector, prefilter: Prefilter) {
    this.#options = options;
    this.#detector = detector;
    this.#prefilter = prefilter;
    this.#findings = { file, tally: createTally(options.filters.length), fingerprints: createFingerprints() };
  }

  result(): ScannedArchive {
    const { tally, fingerprints } = this.#findings;
    return { tally, fingerprints, problems: this.#problems, problemCount: this.#problemCount };
  }

  onProblem(sentence: string): void {
    this.#problemCount += 1;
    if (this.#problems.length < maxProblems) this.#problems.push(sentence);
  }

  onObject(bytes: Buffer, start: number, end: number, timeAt: number, position: string): void {
    const timeMs = timeAt === -1 ? undefined : this.#instants.read(bytes, timeAt);
    if (timeMs === undefined || this.#isFirst || this.#prefilter.mayMatch(bytes, start, end)) {
      this.#onText(bytes.toString('utf8', start, end), position);
    } else if (this.#isWanted(timeMs)) {
      this.#detector.count(timeMs + this.#options.delayMs, this.#findings);
    }
  }

  onExportedLine(bytes: Buffer, start: number, end: number, position: string): void {
    const line = bytes.toString('utf8', start, end);
    const [, timestamp, message] = /^(\S+) (.*)$/s.exec(line) ?? [];
    const timeMs = parseInstant(timestamp);
    if (timeMs === undefined || message === undefined) {
      this.onProblem(`${position} is neither a JSON object nor a time and a message`);
    } else {
      this.#onLogEvent(timeMs, message);
    }
  }

  #onText(text: string, position: string): void {
    const parsed = parseObject(text);
    const timeMs = parseInstant(parsed?.['eventTime']);
    if (parsed === undefined) {
      this.onProblem(`${position} is not JSON`);
    } else if (timeMs !== undefined) {
      this.#noteAccount(parsed['recipientAccountId']);
      this.#detect({ timeMs, timestampMs: timeMs + this.#options.delayMs, message: text, parsed });
    } else if (isLogged(parsed)) {
      this.#onLogEvent(parsed.timestamp, parsed.message);
    } else {
      this.onProblem(`${position} is neither a record with an eventTime nor a log event`);
    }
  }

  #onLogEvent(timestampMs: number, message: string): void {
    const parsed = parseObject(message);
    this.#noteAccount(parsed?.['recipientAccountId']);
    this.#detect({ timeMs: timestampMs, timestampMs, message, parsed });
  }

  #detect(event: Parameters<Detector['detect']>[0]): void {
    if (this.#isWanted(event.timeMs)) this.#detector.detect(event, this.#findings);
  }

  #isWanted(timeMs: number): boolean {
    if (timeMs >= this.#options.fromMs && timeMs < this.#options.toMs) return true;
    this.#findings.tally.eventsOutside += 1;
    return false;
  }

  /** The first event of a file tells whose it is: enough to notice that patterns name another account. */
  #noteAccount(accountId: unknown): void {
    if (!this.#isFirst) return;
    this.#isFirst = false;
    if (typeof accountId === 'string') this.#findings.tally.accounts.set(accountId.slice(0, 12), 1);
  }
}

function isLogged(value: object): value is LoggedMessage {
  const { timestamp, message } = value as Partial<Record<keyof LoggedMessage, unknown>>;
  return typeof timestamp === 'number' && Number.isFinite(timestamp) && typeof message === 'string';
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
