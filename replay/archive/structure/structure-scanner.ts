import { scanModule } from './scan-module.ts';

/** What scan-structure.as exports. Numbers are addresses in its memory, flags and counts. */
interface ScanExports {
  readonly memory: WebAssembly.Memory;
  readonly escapeFlagsAt: WebAssembly.Global;
  readonly needlesAt: WebAssembly.Global;
  readonly maxNeedles: WebAssembly.Global;
  readonly textsAt: WebAssembly.Global;
  readonly foundAt: WebAssembly.Global;
  readonly maxFound: WebAssembly.Global;
  readonly windowAt: WebAssembly.Global;
  readonly mayMatch: WebAssembly.Global;
  readonly unclearTime: WebAssembly.Global;
  readonly isBalanced: WebAssembly.Global;
  useNeedles(count: number, prefixBytes: number, isDeep: boolean): void;
  scanRecords(from: number, to: number): number;
  scanLines(from: number, to: number): number;
}

const module = new WebAssembly.Module(scanModule);

/** What the module may read after the bytes it is told to scan. */
const marginBytes = 128;
const maxPrefixBytes = 8;
const wordsPerEntry = 4;

/**
 * Finds the records of a document, or lines, without parsing them, and tells which may match a pattern.
 *
 * It follows strings, escapes and nesting, so an end is never found inside of a string and never at a nested
 * object. It does not look at what stands between: a record with balanced brackets may still not be JSON.
 * Built once per thread, as each has memory of its own.
 */
export class StructureScanner {
  /** The bytes to scan. Offsets here and in what is found are into it. */
  readonly window: Buffer;
  readonly #exports: ScanExports;
  readonly #memory: Buffer;
  readonly #found: Uint32Array;
  readonly #windowAt: number;
  readonly #flags: { readonly mayMatch: number; readonly unclearTime: number; readonly isBalanced: number };

  constructor() {
    const exports = new WebAssembly.Instance(module).exports as ScanExports;
    const { memory, foundAt, maxFound, windowAt, mayMatch, unclearTime, isBalanced } = exports;
    this.#exports = exports;
    this.#memory = Buffer.from(memory.buffer);
    this.#windowAt = numberIn(windowAt);
    this.#found = new Uint32Array(memory.buffer, numberIn(foundAt), numberIn(maxFound) * wordsPerEntry);
    this.#flags = {
      mayMatch: numberIn(mayMatch),
      unclearTime: numberIn(unclearTime),
      isBalanced: numberIn(isBalanced),
    };
    this.window = this.#memory.subarray(this.#windowAt, this.#memory.length - marginBytes);
    this.useNeedles([]);
  }

  /** The most that one scan tells of. */
  get maxFound(): number {
    return this.#found.length / wordsPerEntry;
  }

  /**
   * Sets what makes a record possible: a string that begins with one of these texts, as it is or escaped. A text
   * may end in a quote, where the string has to end.
   * @param isDeep whether strings anywhere in a record count, or only its own members' (and their names).
   * @throws RangeError when there is no room for them.
   */
  useNeedles(texts: readonly string[], isDeep = true): void {
    const { escapeFlagsAt, needlesAt, textsAt, foundAt, maxNeedles } = this.#exports;
    const firstText = numberIn(textsAt);
    const bytes = texts.reduce((sum, text) => sum + text.length, 0);
    if (texts.length > numberIn(maxNeedles) || firstText + bytes + maxPrefixBytes > numberIn(foundAt)) {
      throw new RangeError(`There are ${texts.length} needles of ${bytes} characters, too many to scan for.`);
    }
    let textAt = firstText;
    for (const [index, text] of texts.entries()) {
      const entry = numberIn(needlesAt) + index * 8;
      this.#memory.writeUInt32LE(textAt, entry);
      this.#memory.writeUInt32LE(text.length, entry + 4);
      textAt += this.#memory.write(text, textAt, 'latin1');
    }
    const escapeFlags = this.#memory.subarray(numberIn(escapeFlagsAt), numberIn(escapeFlagsAt) + 256).fill(0);
    for (const code of Buffer.from(texts.join(''), 'latin1')) escapeFlags[code] = this.#flags.mayMatch;
    for (const code of Buffer.from('eventTime')) {
      escapeFlags[code] = (escapeFlags[code] ?? 0) | this.#flags.unclearTime;
    }
    this.#exports.useNeedles(
      texts.length,
      Math.min(maxPrefixBytes, ...texts.map(({ length }) => length)),
      isDeep,
    );
  }

  /**
   * Finds the objects that end between two offsets, the first expected to begin after nothing but spaces and
   * commas. Stops at the bracket that closes what holds them. @returns how many there are, {@link maxFound} at most.
   */
  scanRecords(from: number, to: number): number {
    return this.#exports.scanRecords(this.#windowAt + from, this.#windowAt + to);
  }

  /** Finds the lines that end between two offsets, the first beginning at `from`. @returns as {@link scanRecords} */
  scanLines(from: number, to: number): number {
    return this.#exports.scanLines(this.#windowAt + from, this.#windowAt + to);
  }

  /** Where a record or line that was found begins. */
  startOf(index: number): number {
    return this.#word(index, 0) - this.#windowAt;
  }

  /** Where it ends: after the bracket of a record, before the newline of a line. */
  endOf(index: number): number {
    return this.#word(index, 1) - this.#windowAt;
  }

  /**
   * The instant of its own `eventTime`; -1 when it has none or spells it in a way that only a parser should read:
   * escapes, spaces, fractions of a second.
   */
  timeOf(index: number): number {
    const seconds = this.#word(index, 2);
    return seconds === 0 || (this.#word(index, 3) & this.#flags.unclearTime) !== 0 ? -1 : seconds * 1000;
  }

  /** False when no string in it begins with a needle, however its characters are spelled. */
  mayMatch(index: number): boolean {
    return (this.#word(index, 3) & this.#flags.mayMatch) !== 0;
  }

  /** Whether a line holds exactly one object or array, apart from what stands before and after it. */
  isBalanced(index: number): boolean {
    return (this.#word(index, 3) & this.#flags.isBalanced) !== 0;
  }

  #word(index: number, word: number): number {
    return this.#found[index * wordsPerEntry + word] ?? 0;
  }
}

function numberIn(global: WebAssembly.Global): number {
  return global.value as number;
}
