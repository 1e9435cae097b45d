/** A piece of JSON text, for colouring. */
export interface JsonToken {
  readonly kind: 'key' | 'string' | 'literal' | 'plain';
  readonly text: string;
}

const token = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*|true|false|null)/g;

/** Cuts indented JSON into tokens; together they are the text again. */
export function jsonTokens(value: unknown): readonly JsonToken[] {
  const text = JSON.stringify(value, undefined, 2);
  const tokens: JsonToken[] = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    const [whole, quoted, colon] = match;
    if (match.index > end) tokens.push({ kind: 'plain', text: text.slice(end, match.index) });
    tokens.push({
      kind: quoted === undefined ? 'literal' : colon === undefined ? 'string' : 'key',
      text: whole,
    });
    end = match.index + whole.length;
  }
  if (end < text.length) tokens.push({ kind: 'plain', text: text.slice(end) });
  return tokens;
}
