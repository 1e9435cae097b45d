import { FilterPatternError } from './filter-pattern-error.ts';
import { parseJunction } from './parse-junction.ts';
import { maxWildcardSelectorsPerPattern } from './limits.ts';
import type { JsonCondition, JsonExpression, JsonSyntax } from './syntax.ts';
import { TokenCursor } from './token-cursor.ts';
import type { Token } from './tokens.ts';
import { readComparison } from './read-comparison.ts';

/**
 * Parses a pattern that begins with `{`.
 * @throws FilterPatternError when CloudWatch rejects it or its meaning is undefined.
 */
export function parseJsonPattern(pattern: string): JsonSyntax {
  const end = pattern.trimEnd();
  if (!end.endsWith('}')) {
    throw new FilterPatternError(
      'Found a pattern that starts with { and does not end with }',
      end.length,
      'a }',
    );
  }
  return new JsonGrammar(pattern).parse();
}

class JsonGrammar {
  readonly #cursor: TokenCursor;
  #wildcardSelectors = 0;

  constructor(pattern: string) {
    this.#cursor = new TokenCursor(pattern);
  }

  parse(): JsonSyntax {
    this.#cursor.expect('{');
    const expression = this.#expression();
    this.#cursor.expect('}', '&&, || or the closing }');
    if (this.#cursor.peek().kind !== 'end') throw this.#cursor.unexpected('nothing after the closing }');
    return { kind: 'json', expression };
  }

  #expression(): JsonExpression {
    return parseJunction(this.#cursor, () => this.#operand());
  }

  #operand(): JsonExpression {
    if (!this.#cursor.accept('(')) return this.#condition();
    const expression = this.#expression();
    this.#cursor.expect(')', '&&, || or a )');
    return expression;
  }

  #condition(): JsonCondition {
    const token = this.#cursor.next();
    if (token.kind !== 'selector') {
      throw new FilterPatternError(
        `Found ${token.kind === 'end' ? 'the end of the pattern' : token.text} instead of a property`,
        token.position,
        'a selector such as $.eventName',
      );
    }
    this.#count(token);
    if (this.#cursor.isAt('IS')) return this.#is(token);
    if (this.#cursor.isAt('NOT')) return this.#notExists(token);
    const operator = this.#cursor.peek();
    if (operator.kind !== 'operator') throw this.#missingOperator(operator);
    this.#cursor.next();
    const operand = this.#cursor.next();
    const comparison = readComparison(operator, operand);
    if (comparison.kind === 'equality' && comparison.operator === '!=') {
      refuseWildcard(token, operator.position, '!=');
    }
    return { ...comparison, selector: token.selector };
  }

  #is(token: Token & { kind: 'selector' }): JsonCondition {
    this.#cursor.next();
    for (const type of ['NULL', 'TRUE', 'FALSE'] as const) {
      if (this.#cursor.accept(type)) return { kind: 'is', selector: token.selector, type };
    }
    throw this.#cursor.unexpected('NULL, TRUE or FALSE after IS, in capitals; there is no IS NOT');
  }

  #notExists(token: Token & { kind: 'selector' }): JsonCondition {
    const { position } = this.#cursor.next();
    this.#cursor.expect('EXISTS', 'EXISTS after NOT, in capitals');
    refuseWildcard(token, position, 'NOT EXISTS');
    return { kind: 'not-exists', selector: token.selector };
  }

  #count(token: Token & { kind: 'selector' }): void {
    if (!hasWildcard(token)) return;
    this.#wildcardSelectors += 1;
    if (this.#wildcardSelectors <= maxWildcardSelectorsPerPattern) return;
    throw new FilterPatternError(
      'Found a fourth selector with a wildcard',
      token.position,
      `at most ${maxWildcardSelectorsPerPattern} in one pattern`,
    );
  }

  #missingOperator(token: Token): FilterPatternError {
    if (token.kind !== 'word')
      return this.#cursor.unexpected('=, !=, <, <=, >, >=, IS or NOT EXISTS after the property');
    if (/^(?:is|not)$/i.test(token.text)) {
      return new FilterPatternError(
        `Found ${token.text}, but AWS defines keywords in capitals only`,
        token.position,
        token.text.toUpperCase(),
      );
    }
    if (/^exists$/i.test(token.text)) {
      return new FilterPatternError(
        'Found EXISTS without NOT',
        token.position,
        '= "*" for a string or number that is there',
      );
    }
    return this.#cursor.unexpected(
      'an operator after the property; a key with other characters goes into brackets',
    );
  }
}

function hasWildcard(token: Token & { kind: 'selector' }): boolean {
  return token.selector.some(({ kind }) => kind === 'wildcard');
}

/** What a negative condition means for many values (any, all or none differ?) AWS does not say. */
function refuseWildcard(token: Token & { kind: 'selector' }, position: number, condition: string): void {
  if (!hasWildcard(token)) return;
  throw new FilterPatternError(
    `Found ${condition} on a selector with a wildcard, whose meaning AWS leaves undefined`,
    position,
    'a selector without a wildcard',
  );
}
