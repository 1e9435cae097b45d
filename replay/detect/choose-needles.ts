import type { Alternatives, Literal, RequiredLiterals } from './required-literals.ts';

/**
 * Chooses what to scan for: for each pattern the requirement that a sample of the archive meets least often.
 * Which one that is differs from account to account, and only speed depends on it.
 *
 * @returns the texts that strings may begin with, quotes before them left out; `undefined` when some pattern
 * requires none of that kind, so that scanning for texts would lose its matches.
 */
export function chooseNeedles(
  patterns: readonly RequiredLiterals[],
  sample: Buffer,
): readonly string[] | undefined {
  const occurrences = new Map<Literal, number>();
  const countOf = (texts: Alternatives): number =>
    texts.reduce((sum, text) => sum + memoize(occurrences, text, () => count(sample, text)), 0);
  const chosen = new Set<string>();
  for (const requirements of patterns) {
    const [rarest] = requirements
      .filter((texts) => texts.every((text) => text.startsWith('"')))
      .map((texts) => ({ texts, count: countOf(texts) }))
      .sort((a, b) => a.count - b.count || a.texts.length - b.texts.length);
    if (rarest === undefined) return undefined;
    for (const text of rarest.texts) chosen.add(text.slice(1));
  }
  return [...chosen];
}

function count(sample: Buffer, text: Literal): number {
  let occurrences = 0;
  const needle = Buffer.from(text, 'latin1');
  for (let at = sample.indexOf(needle); at !== -1; at = sample.indexOf(needle, at + 1)) occurrences += 1;
  return occurrences;
}

function memoize<Key, Value>(known: Map<Key, Value>, key: Key, compute: () => Value): Value {
  const existing = known.get(key);
  if (existing !== undefined) return existing;
  const value = compute();
  known.set(key, value);
  return value;
}
