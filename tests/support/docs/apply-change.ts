/**
 * Applies a change as a page shows it: lines that begin with a space or `-` are there, once and in this order; those
 * with `-` go, those with `+` come. A line `@@` stands between two places.
 */
export function applyChange(text: string, change: string): string {
  return change.split(/^@@$\n?/m).reduce(applyHunk, text);
}

function applyHunk(text: string, hunk: string): string {
  const lines = hunk.replace(/\n$/, '').split('\n');
  const before = linesOf(lines, '-');
  const parts = text.split(before);
  if (parts.length !== 2) {
    throw new Error(`These lines are there ${parts.length - 1} times instead of once:\n${before}`);
  }
  return parts.join(linesOf(lines, '+'));
}

/** The unchanged lines and those with this sign, in full. */
function linesOf(lines: readonly string[], sign: '-' | '+'): string {
  return lines
    .filter((line) => line.startsWith(' ') || line.startsWith(sign))
    .map((line) => `${line.slice(1)}\n`)
    .join('');
}
