import { FilterPatternError } from './filter-pattern-error.ts';
import { refuseTooManyRegexes } from './limits.ts';
import { validateRegex } from './regex-dialect.ts';
import type { AllSyntax, Term, TermsSyntax } from './syntax.ts';
import { readQuoted, readRegex } from './tokens.ts';

const blank = /[ \t\r\n]*/y;
const bare = /[A-Za-z0-9_][A-Za-z0-9_-]*/y;
const roles: Readonly<Record<string, Term['role']>> = { '-': 'excluded', '?': 'optional' };

/** A term that needs no quotes. */
export const bareTerm = /^[A-Za-z0-9_][A-Za-z0-9_-]*$/;

/**
 * Parses a pattern of unstructured terms. Empty quotes, or quotes around one space, are the pattern that
 * matches every event.
 * @throws FilterPatternError when CloudWatch rejects it or its meaning is undefined.
 */
export function parseTermPattern(pattern: string): TermsSyntax | AllSyntax {
  if (/^\s*(?:" ?")?\s*$/.test(pattern)) return { kind: 'all' };
  const terms: Term[] = [];
  const regexes: number[] = [];
  let at = skipBlank(pattern, 0);
  while (at < pattern.length) {
    const { term, end } = readTerm(pattern, at);
    terms.push(term);
    if (term.match.kind === 'regex') regexes.push(at);
    at = skipBlank(pattern, end);
    if (at === end && at < pattern.length) throw afterTerm(pattern, at);
  }
  refuseTooManyRegexes(regexes);
  return { kind: 'terms', terms };
}

function readTerm(pattern: string, position: number): { term: Term; end: number } {
  const prefix = pattern[position] ?? '';
  const role = roles[prefix] ?? 'required';
  const at = role === 'required' ? position : position + 1;
  const character = pattern[at];
  if (character === '"') {
    const { text, end } = readQuoted(pattern, at);
    if (text === '') throw new FilterPatternError('Found an empty phrase', at, 'a text between the quotes');
    return { term: { role, match: { kind: 'substring', text } }, end };
  }
  if (character === '%') {
    const { text: source, end } = readRegex(pattern, at);
    validateRegex(source, at + 1);
    return { term: { role, match: { kind: 'regex', source } }, end };
  }
  bare.lastIndex = at;
  const text = bare.exec(pattern)?.[0];
  if (text !== undefined)
    return { term: { role, match: { kind: 'substring', text } }, end: at + text.length };
  if (role !== 'required') {
    throw new FilterPatternError(
      `Found ${prefix} without a term`,
      position,
      `a term right after ${prefix}, or quotes around it`,
    );
  }
  throw needsQuotes(pattern, at);
}

function afterTerm(pattern: string, at: number): FilterPatternError {
  if (/["%]/.test(pattern[at] ?? '')) {
    return new FilterPatternError('Found two terms without a space between them', at, 'a space');
  }
  return needsQuotes(pattern, at);
}

function needsQuotes(pattern: string, at: number): FilterPatternError {
  const character = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
  return new FilterPatternError(
    `Found ${JSON.stringify(character)} in an unquoted term`,
    at,
    'letters, digits, _ and - only, or double quotes around the term',
  );
}

function skipBlank(pattern: string, at: number): number {
  blank.lastIndex = at;
  return at + (blank.exec(pattern)?.[0].length ?? 0);
}
