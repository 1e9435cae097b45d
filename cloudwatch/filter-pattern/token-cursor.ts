import { FilterPatternError } from './filter-pattern-error.ts';
import { refuseTooManyRegexes } from './limits.ts';
import { tokenize, type Token } from './tokens.ts';
import { describeToken } from './read-comparison.ts';

/** Walks the tokens of a pattern for a recursive-descent grammar. */
export class TokenCursor {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(pattern: string) {
    this.#tokens = tokenize(pattern);
    const regexes = this.#tokens.filter(({ kind }) => kind === 'regex');
    refuseTooManyRegexes(regexes.map(({ position }) => position));
  }

  /** The next token, left in place. The last token, `end`, is never passed. */
  peek(ahead = 0): Token {
    const token = this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)];
    if (token === undefined) throw new Error('A token list always ends with the token `end`.');
    return token;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#at += 1;
    return token;
  }

  /** Whether the next token is this punctuation, junction, operator or word. */
  isAt(text: string): boolean {
    const token = this.peek();
    return token.text === text && token.kind !== 'quoted' && token.kind !== 'regex' && token.kind !== 'end';
  }

  /** Passes the next token if it reads so. */
  accept(text: string): boolean {
    const accepted = this.isAt(text);
    if (accepted) this.next();
    return accepted;
  }

  /** @throws FilterPatternError when the next token does not read so. */
  expect(text: string, expected = text): void {
    if (!this.accept(text)) throw this.unexpected(expected);
  }

  unexpected(expected: string): FilterPatternError {
    return new FilterPatternError(`Found ${describeToken(this.peek())}`, this.peek().position, expected);
  }
}
