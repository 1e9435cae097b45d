import { type Alternatives, type Literal, rankOf, type RequiredLiterals } from './required-literals.ts';

/** What a scanner is told to look for. */
export interface Needles {
  /** Texts that strings may begin with, and end with where there is a quote. */
  readonly texts: readonly string[];
  /** Whether the strings of a record's own members are not enough. */
  readonly isDeep: boolean;
}

/**
 * Chooses what to scan for: for each pattern a requirement that is easy to find, of these the one that a sample of
 * the archive meets least often. Which one that is differs from account to account, and only speed depends on it.
 *
 * @returns `undefined` when some pattern requires nothing that strings begin with, so that scanning for texts would
 * lose its matches.
 */
export function chooseNeedles(patterns: readonly RequiredLiterals[], sample: Buffer): Needles | undefined {
  const counts = new Map<string, number>();
  const countOf = ({ text }: Literal): number => {
    const known = counts.get(text) ?? count(sample, text);
    counts.set(text, known);
    return known;
  };
  const chosen: Literal[] = [];
  for (const requirements of patterns) {
    const [rarest] = requirements
      .filter((literals) => literals.every(({ place }) => place !== 'anywhere'))
      .map((literals) => ({ literals, count: sum(literals.map(countOf)) }))
      .sort((a, b) => rankOf(a.literals) - rankOf(b.literals) || a.count - b.count || compareSize(a, b));
    if (rarest === undefined) return undefined;
    chosen.push(...rarest.literals);
  }
  return {
    texts: [...new Set(chosen.map(({ text }) => text))],
    isDeep: chosen.some(({ place }) => place !== 'member'),
  };
}

function compareSize(a: { readonly literals: Alternatives }, b: { readonly literals: Alternatives }): number {
  return a.literals.length - b.literals.length;
}

function count(sample: Buffer, text: string): number {
  let occurrences = 0;
  const needle = Buffer.from(`"${text}`, 'latin1');
  for (let at = sample.indexOf(needle); at !== -1; at = sample.indexOf(needle, at + 1)) occurrences += 1;
  return occurrences;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
