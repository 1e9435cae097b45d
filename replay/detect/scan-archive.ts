import { ArchiveError } from '../archive/archive-sink.ts';
import type { Portion } from '../archive/portions.ts';
import { readArchive } from '../archive/read-archive.ts';
import { StructureScanner } from '../archive/structure/structure-scanner.ts';
import { Detector } from './detector.ts';
import { PortionScan, type ScannedPortion } from './portion-scan.ts';
import { requiredLiterals } from './required-literals.ts';
import type { ScanOptions } from './scan-options.ts';
import { Sieve } from './sieve.ts';

/** Scans archives for the matches of metric filters, one portion at a time. Built once per thread. */
export class ArchiveScanner {
  readonly #options: ScanOptions;
  readonly #detector: Detector;
  readonly #scanner = new StructureScanner();
  readonly #sieve: Sieve;

  constructor(options: ScanOptions) {
    this.#options = options;
    this.#detector = new Detector(options.filters);
    const literals = this.#detector.patterns.map(({ syntax }) => requiredLiterals(syntax));
    this.#sieve = new Sieve(this.#scanner, literals);
  }

  /** Never throws for what is wrong with the file: that is told, beside what could be read. */
  async scan(portion: Portion): Promise<ScannedPortion> {
    const scan = new PortionScan(portion, this.#options, this.#detector, this.#sieve);
    try {
      await readArchive(portion, scan, this.#scanner);
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      scan.tellProblem({ text: error.message });
    }
    return scan.result();
  }
}
