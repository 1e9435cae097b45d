import { FilterPatternError } from './filter-pattern-error.ts';
import { parseJunction } from './parse-junction.ts';
import { plainKey } from './read-selector.ts';
import type { SpaceCondition, SpaceDelimitedSyntax, SpaceField } from './syntax.ts';
import { TokenCursor } from './token-cursor.ts';
import { readComparison } from './read-comparison.ts';

/**
 * Parses a pattern that begins with `[`.
 * @throws FilterPatternError when CloudWatch rejects it or its meaning is undefined.
 */
export function parseSpacePattern(pattern: string): SpaceDelimitedSyntax {
  return new SpaceGrammar(pattern).parse();
}

class SpaceGrammar {
  readonly #cursor: TokenCursor;
  readonly #names = new Set<string>();

  constructor(pattern: string) {
    this.#cursor = new TokenCursor(pattern);
  }

  parse(): SpaceDelimitedSyntax {
    this.#cursor.expect('[');
    const fields: SpaceField[] = [];
    if (!this.#cursor.isAt(']')) {
      do fields.push(this.#field());
      while (this.#cursor.accept(','));
    }
    this.#cursor.expect(']', 'a comma or the closing ]');
    if (this.#cursor.peek().kind !== 'end') throw this.#cursor.unexpected('nothing after the closing ]');
    return { kind: 'space-delimited', fields };
  }

  #field(): SpaceField {
    const token = this.#cursor.peek();
    if (token.kind !== 'word') return { kind: 'field', name: undefined, condition: undefined };
    this.#cursor.next();
    if (this.#names.has(token.text)) {
      throw new FilterPatternError(
        `Found the field ${token.text} twice`,
        token.position,
        'a name of its own for each field',
      );
    }
    this.#names.add(token.text);
    if (token.text === '...') return { kind: 'ellipsis' };
    if (!plainKey.test(token.text) || /^\d+$/.test(token.text)) {
      throw new FilterPatternError(
        `Found ${token.text} as a field name`,
        token.position,
        'letters, digits, _ and -, not digits alone',
      );
    }
    if (this.#cursor.peek().kind !== 'operator')
      return { kind: 'field', name: token.text, condition: undefined };
    return { kind: 'field', name: token.text, condition: this.#condition(token.text) };
  }

  /** The first condition's name is read already; every further one repeats it. */
  #condition(name: string): SpaceCondition {
    let isFirst = true;
    return parseJunction<SpaceCondition>(this.#cursor, () => {
      if (!isFirst) this.#repeat(name);
      isFirst = false;
      const operator = this.#cursor.peek();
      if (operator.kind !== 'operator')
        throw this.#cursor.unexpected('=, !=, <, <=, > or >= after the field name');
      this.#cursor.next();
      return readComparison(operator, this.#cursor.next());
    });
  }

  #repeat(name: string): void {
    const token = this.#cursor.peek();
    if (token.kind !== 'word' || token.text !== name) {
      throw this.#cursor.unexpected(`the field ${name} again: a condition may only name its own field`);
    }
    this.#cursor.next();
  }
}
