import type { Alternatives, RequiredLiterals } from './required-literals.ts';

/** Where a text next occurs in the bytes that are searched, so that each stretch is searched once. */
class Finder {
  readonly #needle: Buffer;
  #nextAt = -1;

  constructor(text: string) {
    this.#needle = Buffer.from(text, 'latin1');
  }

  restart(): void {
    this.#nextAt = -1;
  }

  /** The first occurrence that begins at `from` or later; the length of the bytes when there is none. */
  next(bytes: Buffer, from: number): number {
    if (this.#nextAt >= from) return this.#nextAt;
    const found = bytes.indexOf(this.#needle, from);
    this.#nextAt = found === -1 ? bytes.length : found;
    return this.#nextAt;
  }

  isWithin(bytes: Buffer, start: number, end: number): boolean {
    return this.next(bytes, start) + this.#needle.length <= end;
  }
}

/**
 * Tells quickly which messages can't match any pattern, from the texts that the patterns require. It errs on
 * one side only: a message that matches is never refused, however its characters are escaped.
 *
 * An escape that decodes to a character of a required text (or to the backslash of an escape within an escape)
 * makes a message possible whatever else it holds.
 */
export class Prefilter {
  readonly #finders: readonly Finder[];
  /** Per pattern, of each requirement the finders of its alternatives; what last refused a message stands first. */
  readonly #requirements: readonly (readonly Finder[])[][];
  readonly #escape = new Finder('\\u00');
  readonly #telling: ReadonlySet<number>;
  #bytes: Buffer | undefined;
  #searchedTo = 0;

  constructor(patterns: readonly RequiredLiterals[]) {
    const texts = [...new Set(patterns.flat(2))];
    const finders = new Map(texts.map((text) => [text, new Finder(text)]));
    const findersOf = (alternatives: Alternatives): readonly Finder[] =>
      alternatives.flatMap((text) => finders.get(text) ?? []);
    this.#finders = [...finders.values()];
    this.#requirements = patterns.map((requirements) => requirements.map(findersOf));
    this.#telling = new Set(Buffer.from(`${texts.join('')}\\`, 'latin1'));
  }

  /** Whether the message between two offsets may match. Fastest for messages in the order of their bytes. */
  mayMatch(bytes: Buffer, start: number, end: number): boolean {
    if (bytes !== this.#bytes || start < this.#searchedTo) this.#restart(bytes);
    this.#searchedTo = start;
    for (const requirements of this.#requirements) if (isMet(requirements, bytes, start, end)) return true;
    return this.#hasTellingEscape(bytes, start, end);
  }

  #restart(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#escape.restart();
    for (const finder of this.#finders) finder.restart();
  }

  #hasTellingEscape(bytes: Buffer, start: number, end: number): boolean {
    for (let at = this.#escape.next(bytes, start); at < end; at = this.#escape.next(bytes, at + 1)) {
      const code = Number.parseInt(bytes.toString('latin1', at + 4, at + 6), 16);
      if (this.#telling.has(code)) return true;
    }
    return false;
  }
}

/** Whether a message holds what one pattern requires. Moves what it lacks to the front, to be asked first next time. */
function isMet(requirements: (readonly Finder[])[], bytes: Buffer, start: number, end: number): boolean {
  for (const [index, alternatives] of requirements.entries()) {
    if (holdsOneOf(alternatives, bytes, start, end)) continue;
    if (index > 0) requirements.unshift(...requirements.splice(index, 1));
    return false;
  }
  return true;
}

function holdsOneOf(finders: readonly Finder[], bytes: Buffer, start: number, end: number): boolean {
  for (const finder of finders) if (finder.isWithin(bytes, start, end)) return true;
  return false;
}
