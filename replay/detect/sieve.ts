import type { FoundObject } from '../archive/archive-sink.ts';
import type { StructureScanner } from '../archive/structure/structure-scanner.ts';
import { chooseNeedles } from './choose-needles.ts';
import { Prefilter } from './prefilter.ts';
import type { RequiredLiterals } from './required-literals.ts';

/** Above this share of records that the scanner lets through, it is told to look for other texts. */
const tolerableShare = 0.1;

/** How much of a file is looked at to choose them. */
const sampleBytes = 128 * 1024;

/**
 * Decides which records are worth parsing. The scanner looks for one required text per pattern as it passes. Where
 * patterns require none that strings begin with, records are searched for what they do require.
 */
export class Sieve {
  readonly #scanner: StructureScanner;
  readonly #literals: readonly RequiredLiterals[];
  readonly #prefilter: Prefilter;
  /** Whether a record in which the scanner found nothing can be left out. */
  #isSelective = false;
  /** Records since the scanner was told what to look for, and those that it let through. */
  #seen = 0;
  #passed = 0;

  constructor(scanner: StructureScanner, literals: readonly RequiredLiterals[]) {
    this.#scanner = scanner;
    this.#literals = literals;
    this.#prefilter = new Prefilter(literals);
  }

  /** Chooses by the beginning of a file what to look for, unless what was chosen before does well. */
  begin(sample: Buffer): void {
    if (this.#isSelective && this.#passed <= this.#seen * tolerableShare) return;
    const needles = chooseNeedles(this.#literals, sample.subarray(0, sampleBytes));
    this.#scanner.useNeedles(needles?.texts ?? [], needles?.isDeep);
    this.#isSelective = needles !== undefined;
    this.#seen = 0;
    this.#passed = 0;
  }

  /** False only for a record that no pattern matches. */
  mayMatch({ bytes, start, end, mayMatch }: Readonly<FoundObject>): boolean {
    if (!this.#isSelective) return this.#prefilter.mayMatch(bytes, start, end);
    this.#seen += 1;
    if (mayMatch) this.#passed += 1;
    return mayMatch;
  }
}
