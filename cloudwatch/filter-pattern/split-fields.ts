/** A token of a space-delimited log message. */
export interface MessageField {
  /** Without the quotes or brackets around it. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const separated = /(?:"([^"]*)"|\[([^\]]*)\])(?![^ \t\r\n\v\f])|[^ \t\r\n\v\f]+/g;

/**
 * Splits a message at runs of whitespace; `"…"` and `[…]` are one field. A quote or bracket that does not end,
 * or does not end before whitespace, is an ordinary character (the latter is not recorded from AWS).
 */
export function splitFields(message: string): readonly MessageField[] {
  return Array.from(message.matchAll(separated), (match) => ({
    text: match[1] ?? match[2] ?? match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}
