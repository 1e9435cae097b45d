import type { TextValue } from '../../cloudwatch/filter-pattern/index.ts';

/**
 * A text as an SQL expression: a string, in which the doubled quote is the only escape and a backslash is itself.
 * Control characters are spelled by their codes, so that an expression is one line and prints as it is.
 */
export function sqlString(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what it looks for
  const parts = text.split(/([\u0000-\u001f\u007f])/).filter((part) => part !== '');
  if (parts.length === 0) return "''";
  const expressions = parts.map((part) =>
    isControl.test(part) ? `chr(${part.charCodeAt(0)})` : `'${part.replaceAll("'", "''")}'`,
  );
  return expressions.length === 1 ? (expressions[0] ?? "''") : `(${expressions.join(' || ')})`;
}

// eslint-disable-next-line no-control-regex -- they are what it looks for
const isControl = /^[\u0000-\u001f\u007f]$/;

/** A name as a quoted SQL identifier. */
export function sqlIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Text as lines of SQL comment: whatever it holds, no part of it gets out of them. */
export function sqlComment(text: string): string {
  const lines = text.split(/[\r\n\u0085\u2028\u2029]+/);
  // eslint-disable-next-line no-control-regex -- they are what must not reach a terminal
  return lines.map((line) => `-- ${line.replace(/[\u0000-\u001f\u007f]/g, '\uFFFD')}`).join('\n');
}

/** What a column must be LIKE to have a text at its beginning, end or anywhere. */
export function sqlLike({ text, leadingWildcard, trailingWildcard }: TextValue): string {
  const escaped = text.replace(/[\\%_]/g, String.raw`\$&`);
  const pattern = `${leadingWildcard ? '%' : ''}${escaped}${trailingWildcard ? '%' : ''}`;
  return `LIKE ${sqlString(pattern)}${escaped === text ? '' : String.raw` ESCAPE '\'`}`;
}

/** Lines moved to the right, the first as well. */
export function indent(sql: string, columns: number): string {
  return sql.replace(/^(?=.)/gm, ' '.repeat(columns));
}
