import type { Literal, RequiredLiterals } from './required-literals.ts';

const escape = Buffer.from('\\u00');

/**
 * Tells which records can't match any pattern, from the texts that the patterns require. It errs on one side
 * only: a record that matches is never refused, however its characters are escaped.
 *
 * An escape that decodes to a character of a required text makes a record possible whatever else it holds.
 */
export class Prefilter {
  /** Per pattern, of each requirement the texts of its alternatives; what last refused a record stands first. */
  readonly #requirements: readonly (readonly Buffer[])[][];
  readonly #telling: ReadonlySet<number>;

  constructor(patterns: readonly RequiredLiterals[]) {
    const toBuffer = ({ text, place }: Literal): Buffer =>
      Buffer.from(place === 'anywhere' ? text : `"${text}`, 'latin1');
    this.#requirements = patterns.map((requirements) =>
      requirements.map((literals) => literals.map(toBuffer)),
    );
    this.#telling = new Set(this.#requirements.flat(3).flatMap((text) => [...text]));
  }

  /** Whether the record between two offsets may match. */
  mayMatch(bytes: Buffer, start: number, end: number): boolean {
    const record = bytes.subarray(start, end);
    return (
      this.#requirements.some((requirements) => isMet(requirements, record)) || this.#hasTellingEscape(record)
    );
  }

  #hasTellingEscape(record: Buffer): boolean {
    for (let at = record.indexOf(escape); at !== -1; at = record.indexOf(escape, at + 1)) {
      const code = Number.parseInt(record.toString('latin1', at + 4, at + 6), 16);
      if (this.#telling.has(code)) return true;
    }
    return false;
  }
}

/** Whether a record holds what one pattern requires. Moves what it lacks to the front, to be asked first next time. */
function isMet(requirements: (readonly Buffer[])[], record: Buffer): boolean {
  for (const [index, alternatives] of requirements.entries()) {
    if (alternatives.some((text) => record.includes(text))) continue;
    if (index > 0) requirements.unshift(...requirements.splice(index, 1));
    return false;
  }
  return true;
}
