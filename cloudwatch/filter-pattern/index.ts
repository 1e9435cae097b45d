import { explain } from './explain.ts';
import type { PatternExplanation } from './explanation.ts';
import { compileJson } from './compile-json.ts';
import { compileSpace } from './compile-space.ts';
import { compileTerms } from './compile-terms.ts';
import { FilterPatternError } from './filter-pattern-error.ts';
import { parseJsonPattern } from './parse-json-pattern.ts';
import { isJsonObject, readJson } from './json-reader.ts';
import { maxPatternCharacters } from './limits.ts';
import { parseSpacePattern } from './parse-space-pattern.ts';
import type { FilterPatternSyntax, JsonExpression } from './syntax.ts';
import { parseTermPattern } from './parse-term-pattern.ts';

export type * from './explanation.ts';
export { FilterPatternError } from './filter-pattern-error.ts';
export { printFilterPattern } from './print-filter-pattern.ts';
export { isJunction } from './syntax.ts';
export type * from './syntax.ts';
export { usesRegex } from './uses-regex.ts';

/** A compiled CloudWatch Logs filter pattern. */
export interface FilterPattern {
  /** The pattern as it was given. */
  readonly text: string;
  readonly kind: FilterPatternSyntax['kind'];
  readonly syntax: FilterPatternSyntax;
  /** Whether a log message matches. Never throws. */
  match(message: string): boolean;
  /**
   * The values CloudWatch extracts from a matching message: of space-delimited patterns the fields by `$name`
   * or `$1`, of all others none. `undefined` when the message does not match.
   */
  extract(message: string): Record<string, string> | undefined;
  /** Why a message matches or does not, clause by clause, for a person. Slow beside `match`. Never throws. */
  explain(message: string): PatternExplanation;
  /**
   * Whether an event parsed elsewhere matches a JSON pattern. Numbers have lost their spelling then: they
   * compare in JavaScript's. The other kinds match text, so for them an event never matches, except that the
   * empty pattern matches all.
   */
  matchEvent(event: object): boolean;
}

type Matcher = Pick<FilterPattern, 'match' | 'extract' | 'matchEvent'>;

/**
 * Parses and compiles a filter pattern of any kind: JSON (`{ … }`), space-delimited (`[ … ]`) or unstructured.
 * What CloudWatch rejects is rejected; so is what AWS's documentation leaves undefined, unless it is known
 * from recordings how CloudWatch takes it.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 * @throws FilterPatternError that names position and cure.
 */
export function parseFilterPattern(pattern: string): FilterPattern {
  const syntax = parseSyntax(pattern);
  return {
    text: pattern,
    kind: syntax.kind,
    syntax,
    explain: (message) => explain(syntax, message),
    ...compile(syntax),
  };
}

function parseSyntax(pattern: string): FilterPatternSyntax {
  if (Array.from(pattern).length > maxPatternCharacters) {
    throw new FilterPatternError(
      `Found a pattern of ${Array.from(pattern).length} characters`,
      maxPatternCharacters,
      `at most ${maxPatternCharacters} characters`,
    );
  }
  const start = pattern.trimStart();
  if (start.startsWith('{')) return parseJsonPattern(pattern);
  return start.startsWith('[') ? parseSpacePattern(pattern) : parseTermPattern(pattern);
}

function compile(syntax: FilterPatternSyntax): Matcher {
  switch (syntax.kind) {
    case 'all':
      return withoutFields(
        () => true,
        () => true,
      );
    case 'terms':
      return withoutFields(compileTerms(syntax.terms), () => false);
    case 'json':
      return compileJsonMatcher(syntax.expression);
    case 'space-delimited': {
      const extract = compileSpace(syntax);
      return { extract, match: (message) => extract(message) !== undefined, matchEvent: () => false };
    }
  }
}

/**
 * The engine's own JSON parser is many times faster than one that keeps how numbers are written; the latter
 * reads a message again only when a number decided.
 */
function compileJsonMatcher(expression: JsonExpression): Matcher {
  let numbersSeen = 0;
  const holds = compileJson(expression, () => (numbersSeen += 1));
  const matchEvent = (event: unknown): boolean => isJsonObject(event) && holds(event);

  function match(message: string): boolean {
    const numbersBefore = numbersSeen;
    const matches = matchEvent(parseJson(message));
    return numbersSeen === numbersBefore ? matches : matchEvent(readJson(message));
  }
  return withoutFields(match, matchEvent);
}

function parseJson(message: string): unknown {
  try {
    return JSON.parse(message) as unknown;
  } catch {
    return undefined;
  }
}

function withoutFields(match: (message: string) => boolean, matchEvent: (event: object) => boolean): Matcher {
  return { match, matchEvent, extract: (message) => (match(message) ? {} : undefined) };
}
