/** Stands for any lines where it is a line, and for any text within one. */
const gap = '…';

/** What differs from run to run, whatever a page shows in its place. */
const changing: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<id>'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '<time>'],
  [/\(\d\d\/\d\d\/\d\d \d\d:\d\d:\d\d\)/g, '(<time>)'],
  [/\b127\.0\.0\.1:\d+/g, '127.0.0.1:<port>'],
];

function normalise(line: string): string {
  return changing.reduce((text, [pattern, word]) => text.replace(pattern, word), line).trimEnd();
}

function matcherOf(shown: string): RegExp {
  const parts = normalise(shown).split(gap);
  const escaped = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${escaped.join('.*')}$`);
}

/**
 * The first line that a page shows and a command did not print, or printed elsewhere; `undefined` if all is as
 * shown. Lines follow one another as shown, but where the page leaves some out with a line of dots.
 */
export function firstMissingLine(shown: string, printed: string): string | undefined {
  const actual = printed.trim().split('\n').map(normalise);
  let next = 0;
  let mayskip = false;
  for (const line of shown.trim().split('\n')) {
    if (line.trim() === gap) {
      mayskip = true;
      continue;
    }
    const matcher = matcherOf(line);
    const found = actual.findIndex((each, index) => index >= next && matcher.test(each));
    if (found < 0 || (!mayskip && found !== next)) return line;
    next = found + 1;
    mayskip = false;
  }
  return mayskip || next === actual.length ? undefined : `(the end; then came: ${actual[next] ?? ''})`;
}

/**
 * Where in a log that goes on the shown lines have all been printed, in their order and with any others between
 * them; `undefined` while one is missing.
 */
export function endOfShownLines(shown: string, log: string, start: number): number | undefined {
  let at = start;
  for (const line of shown.trim().split('\n')) {
    const matcher = matcherOf(line);
    let found: number | undefined;
    for (let from = at; found === undefined;) {
      const end = log.indexOf('\n', from);
      if (end < 0) return undefined;
      if (matcher.test(normalise(log.slice(from, end)))) found = end + 1;
      from = end + 1;
    }
    at = found;
  }
  return at;
}
