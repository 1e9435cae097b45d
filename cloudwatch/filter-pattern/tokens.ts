import { FilterPatternError } from './filter-pattern-error.ts';
import { readSelector } from './read-selector.ts';
import type { Selector } from './syntax.ts';

/** A token of a JSON or space-delimited pattern. Unstructured terms have spaces that matter and are read apart. */
export type Token = (
  | { readonly kind: 'punctuation'; readonly text: '{' | '}' | '(' | ')' | '[' | ']' | ',' }
  | { readonly kind: 'junction'; readonly text: '&&' | '||' }
  | { readonly kind: 'operator'; readonly text: '=' | '!=' | '<' | '<=' | '>' | '>=' }
  | { readonly kind: 'selector'; readonly text: string; readonly selector: Selector }
  | { readonly kind: 'word'; readonly text: string }
  /** `text` without the quotes. */
  | { readonly kind: 'quoted'; readonly text: string }
  /** `text` without the percent signs. */
  | { readonly kind: 'regex'; readonly text: string }
  | { readonly kind: 'end'; readonly text: '' }
) & { readonly position: number };

const blank = /[ \t\r\n]*/y;
const fixed = /&&|\|\||!=|<=|>=|[{}()[\],=<>]/y;
const word = /[A-Za-z0-9_\-.*+]+/y;

/** Characters a text value may hold without quotes. */
export const bareWord = /^[A-Za-z0-9_\-.*+]+$/;

/**
 * Splits a JSON or space-delimited pattern into tokens, ending with one of kind `end`.
 * @throws FilterPatternError at a character that begins no token.
 */
export function tokenize(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    blank.lastIndex = at;
    at += blank.exec(pattern)?.[0].length ?? 0;
    if (at >= pattern.length) return [...tokens, { kind: 'end', text: '', position: at }];
    const { token, end } = readToken(pattern, at);
    tokens.push(token);
    at = end;
  }
}

function readToken(pattern: string, position: number): { token: Token; end: number } {
  const character = pattern[position];
  if (character === '$') {
    const { selector, end } = readSelector(pattern, position);
    return { token: { kind: 'selector', text: pattern.slice(position, end), selector, position }, end };
  }
  if (character === '"') {
    const { text, end } = readQuoted(pattern, position);
    return { token: { kind: 'quoted', text, position }, end };
  }
  if (character === '%') {
    const { text, end } = readRegex(pattern, position);
    return { token: { kind: 'regex', text, position }, end };
  }
  fixed.lastIndex = position;
  const text = fixed.exec(pattern)?.[0];
  if (text !== undefined) {
    const kind =
      text === '&&' || text === '||' ? 'junction' : /[=<>]/.test(text) ? 'operator' : 'punctuation';
    return { token: { kind, text, position } as Token, end: position + text.length };
  }
  word.lastIndex = position;
  const bare = word.exec(pattern)?.[0];
  if (bare !== undefined)
    return { token: { kind: 'word', text: bare, position }, end: position + bare.length };
  throw unexpectedCharacter(pattern, position);
}

/** Reads `"…"`. A backslash is refused: AWS does not say whether `\"` is an escape. */
export function readQuoted(pattern: string, position: number): { text: string; end: number } {
  const close = pattern.indexOf('"', position + 1);
  if (close === -1)
    throw new FilterPatternError('Found a quoted text that does not end', position, 'a closing "');
  const text = pattern.slice(position + 1, close);
  const backslash = text.indexOf('\\');
  if (backslash !== -1) {
    throw new FilterPatternError(
      'Found a backslash inside quotes, whose meaning AWS leaves undefined',
      position + 1 + backslash,
      'text without a backslash, or a regular expression between % signs',
    );
  }
  return { text, end: close + 1 };
}

/** Reads `%…%`. */
export function readRegex(pattern: string, position: number): { text: string; end: number } {
  const close = pattern.indexOf('%', position + 1);
  if (close === -1)
    throw new FilterPatternError('Found a regular expression that does not end', position, 'a closing %');
  return { text: pattern.slice(position + 1, close), end: close + 1 };
}

function unexpectedCharacter(pattern: string, position: number): FilterPatternError {
  const character = String.fromCodePoint(pattern.codePointAt(position) ?? 0);
  const found = `Found ${JSON.stringify(character)}`;
  if (character === '!') {
    return new FilterPatternError(`${found}, but there is no negation`, position, 'a comparison with !=');
  }
  if (character === "'") {
    return new FilterPatternError(
      `${found}, but AWS defines no single-quoted values`,
      position,
      'double quotes',
    );
  }
  if (character === '&' || character === '|') {
    return new FilterPatternError(found, position, `${character}${character}`);
  }
  return new FilterPatternError(found, position, 'double quotes around a text that holds other characters');
}
