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
  readonly #finders = new Map<string, Finder>();
  /** Per pattern; what last refused a message stands first. */
  readonly #requirements: readonly Alternatives[][];
  readonly #escape = new Finder('\\u00');
  readonly #telling: ReadonlySet<number>;
  #bytes: Buffer | undefined;
  #searchedTo = 0;

  constructor(patterns: readonly RequiredLiterals[]) {
    this.#requirements = patterns.map((requirements) => [...requirements]);
    const texts = patterns.flat(2);
    for (const text of texts) this.#finders.set(text, new Finder(text));
    this.#telling = new Set(Buffer.from(`${texts.join('')}\\`, 'latin1'));
  }

  /** Whether the message between two offsets may match. Fastest for messages in the order of their bytes. */
  mayMatch(bytes: Buffer, start: number, end: number): boolean {
    if (bytes !== this.#bytes || start < this.#searchedTo) this.#restart(bytes);
    this.#searchedTo = start;
    return (
      this.#requirements.some((requirements) => this.#isMet(requirements, start, end)) ||
      this.#hasTellingEscape(start, end)
    );
  }

  #restart(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#escape.restart();
    for (const finder of this.#finders.values()) finder.restart();
  }

  #isMet(requirements: Alternatives[], start: number, end: number): boolean {
    for (let index = 0; index < requirements.length; index += 1) {
      const alternatives = requirements[index] as Alternatives;
      if (alternatives.some((text) => this.#holds(text, start, end))) continue;
      requirements.splice(index, 1);
      requirements.unshift(alternatives);
      return false;
    }
    return true;
  }

  #holds(text: string, start: number, end: number): boolean {
    const finder = this.#finders.get(text);
    return finder === undefined || this.#bytes === undefined || finder.isWithin(this.#bytes, start, end);
  }

  #hasTellingEscape(start: number, end: number): boolean {
    const bytes = this.#bytes;
    if (bytes === undefined) return true;
    for (let at = this.#escape.next(bytes, start); at < end; at = this.#escape.next(bytes, at + 1)) {
      const code = Number.parseInt(bytes.toString('latin1', at + 4, at + 6), 16);
      if (this.#telling.has(code)) return true;
    }
    return false;
  }
}
