import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FilterPatternError,
  parseFilterPattern,
  printFilterPattern,
} from '../../../cloudwatch/filter-pattern/index.ts';
import { anySyntax, jsonExpression, jsonText } from '../../support/cloudwatch/filter-pattern-arbitraries.ts';
import { comparePairs } from '../../support/cloudwatch/compare-pairs.ts';
import type { JsonExpression } from '../../../cloudwatch/filter-pattern/index.ts';

function parseExpression(expression: JsonExpression): (message: string) => boolean {
  const pattern = parseFilterPattern(printFilterPattern({ kind: 'json', expression }));
  return (message) => pattern.match(message);
}

describe('the printer', () => {
  it('writes a pattern that parses back to the same tree', () => {
    fc.assert(
      fc.property(anySyntax, (syntax) => {
        expect(parseFilterPattern(printFilterPattern(syntax)).syntax).toEqual(syntax);
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps a pattern of the greatest length within the limit', () => {
    const pattern = `{${Array.from({ length: 128 }, () => '$.a=b').join('&&')}`.padEnd(1023, 'b') + '}';
    const { syntax } = parseFilterPattern(pattern);
    const printed = printFilterPattern(syntax);

    expect(pattern.length).toBe(1024);
    expect(printed.length).toBeLessThanOrEqual(pattern.length);
    expect(parseFilterPattern(printed).syntax).toEqual(syntax);
  });
});

describe('the compiled predicate', () => {
  it('agrees with an interpreter on 20,000 random pairs of pattern and message', () => {
    const matched = comparePairs({ patterns: 2000, messagesPerPattern: 10 });

    expect(matched).toBeGreaterThan(5000);
  });

  it('says of a parsed event what it says of its text, as long as no number decides', () => {
    fc.assert(
      fc.property(jsonExpression, jsonText, (expression, message) => {
        const pattern = parseFilterPattern(printFilterPattern({ kind: 'json', expression }));
        const withoutNumbers = message.replace(/(?<=[:[,] ?)-?[0-9][0-9.e]*/g, 'true');

        expect(pattern.matchEvent(JSON.parse(withoutNumbers) as object)).toBe(pattern.match(withoutNumbers));
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws on any JSON or any text', () => {
    fc.assert(
      fc.property(
        anySyntax,
        fc.oneof(fc.json({ maxDepth: 6 }), fc.string({ unit: 'binary' })),
        (syntax, message) => {
          const pattern = parseFilterPattern(printFilterPattern(syntax));

          expect(typeof pattern.match(message)).toBe('boolean');
          expect(pattern.extract(message) !== undefined).toBe(pattern.match(message));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('reads a message nested deeper than the call stack', () => {
    const deep = `{"a":${'['.repeat(100_000)}1${']'.repeat(100_000)},"b":1.0}`;

    expect(parseFilterPattern('{ $.b = 1 && $.a[0][0] NOT EXISTS }').match(deep)).toBe(false);
    expect(parseFilterPattern('{ $.b = "1.0" }').match(deep)).toBe(true);
  });
});

describe('the parser', () => {
  it('throws nothing but FilterPatternError on random bytes', () => {
    const bytes = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc
        .array(
          fc.constantFrom(
            ...Array.from('{}[]()$.*,="!<>&|%-+?\\ \tn'),
            'IS',
            'NOT EXISTS',
            'NULL',
            '$.a',
            '...',
            'x',
            '1',
          ),
          { maxLength: 30 },
        )
        .map((parts) => parts.join('')),
    );
    let accepted = 0;
    fc.assert(
      fc.property(bytes, (pattern) => {
        try {
          const { syntax } = parseFilterPattern(pattern);
          accepted += 1;
          expect(parseFilterPattern(printFilterPattern(syntax)).syntax).toEqual(syntax);
        } catch (error) {
          expect(error).toBeInstanceOf(FilterPatternError);
          expect((error as FilterPatternError).position).toBeLessThanOrEqual(pattern.length);
          expect((error as FilterPatternError).message).not.toMatch(/[\n\r\t]/);
        }
      }),
      { numRuns: 20_000 },
    );

    expect(accepted).toBeGreaterThan(100);
  });
});

describe('a regular expression', () => {
  it('is refused by FilterPatternError or works on any message', () => {
    const source = fc
      .array(
        fc.constantFrom(...Array.from('[]{}?*+|^$\\.-,azd09sSwx4 1('), '\\d', '\\x41', '[^', 'a-z', '{2}'),
        { maxLength: 12 },
      )
      .map((parts) => parts.join(''));
    let accepted = 0;
    fc.assert(
      fc.property(source, fc.string({ unit: 'binary' }), (expression, message) => {
        try {
          const pattern = parseFilterPattern(`%${expression}%`);
          accepted += 1;
          expect(typeof pattern.match(message)).toBe('boolean');
        } catch (error) {
          expect(error).toBeInstanceOf(FilterPatternError);
        }
      }),
      { numRuns: 10_000 },
    );

    expect(accepted).toBeGreaterThan(500);
  });
});

describe('laws of the language', () => {
  const triple = fc.tuple(jsonExpression, jsonExpression, jsonExpression, jsonText).filter(([a, b, c]) => {
    const written = JSON.stringify([a, b, c, a]);
    return written.split('"regex"').length <= 3 && written.split('"wildcard"').length <= 4;
  });
  const and = (...operands: JsonExpression[]): JsonExpression => ({ kind: 'and', operands });
  const or = (...operands: JsonExpression[]): JsonExpression => ({ kind: 'or', operands });

  it.each<
    [string, (a: JsonExpression, b: JsonExpression, c: JsonExpression) => [JsonExpression, JsonExpression]]
  >([
    ['&& is commutative', (a, b) => [and(a, b), and(b, a)]],
    ['|| is commutative', (a, b) => [or(a, b), or(b, a)]],
    ['&& is associative', (a, b, c) => [and(and(a, b), c), and(a, and(b, c))]],
    ['|| is associative', (a, b, c) => [or(or(a, b), c), or(a, or(b, c))]],
    ['&& distributes over ||', (a, b, c) => [and(a, or(b, c)), or(and(a, b), and(a, c))]],
    ['|| distributes over &&', (a, b, c) => [or(a, and(b, c)), and(or(a, b), or(a, c))]],
    ['a condition absorbs', (a, b) => [or(a, and(a, b)), a]],
  ])('%s', (_, sides) => {
    fc.assert(
      fc.property(triple, ([a, b, c, message]) => {
        const [left, right] = sides(a, b, c);

        expect(parseExpression(left)(message)).toBe(parseExpression(right)(message));
      }),
      { numRuns: 500 },
    );
  });

  it('holds that = and != never hold together', () => {
    fc.assert(
      fc.property(jsonText, fc.constantFrom('"x"', '1', '"1"', '*', '"x*"', '%x%'), (message, value) => {
        expect(parseFilterPattern(`{ $.a = ${value} && $.a != ${value} }`).match(message)).toBe(false);
      }),
    );
  });

  it('does not hold that = or != always holds: a missing value satisfies neither', () => {
    const excludedMiddle = parseFilterPattern('{ $.a = "x" || $.a != "x" }');

    expect(excludedMiddle.match('{"a":"y"}')).toBe(true);
    expect(
      ['{}', '{"a":null}', '{"a":true}', '{"a":[]}'].filter((message) => excludedMiddle.match(message)),
    ).toEqual([]);
  });

  it('does not hold that De Morgan turns != into the opposite of =, because of missing values', () => {
    const either = parseFilterPattern('{ $.a = 1 || $.b = 1 }');
    const neither = parseFilterPattern('{ $.a != 1 && $.b != 1 }');

    expect(
      ['{"a":1,"b":2}', '{"a":2,"b":2}'].map((message) => either.match(message) !== neither.match(message)),
    ).toEqual([true, true]);
    expect([either.match('{"a":2}'), neither.match('{"a":2}')]).toEqual([false, false]);
  });

  it('holds that De Morgan is restored by asking for absence', () => {
    fc.assert(
      fc.property(jsonText, (message) => {
        const either = parseFilterPattern('{ $.a = "x" || $.b = "x" }').match(message);
        const neither = parseFilterPattern(
          '{ ($.a != "x" || $.a NOT EXISTS) && ($.b != "x" || $.b NOT EXISTS) }',
        );
        const comparable = parseFilterPattern(
          '{ ($.a = * || $.a NOT EXISTS) && ($.b = * || $.b NOT EXISTS) }',
        );

        if (comparable.match(message)) expect(neither.match(message)).toBe(!either);
      }),
      { numRuns: 500 },
    );
  });

  it('does not hold that one of < and >= always holds: strings have no order', () => {
    const ordered = parseFilterPattern('{ $.a < 5 || $.a >= 5 }');

    expect([ordered.match('{"a":4}'), ordered.match('{"a":6}'), ordered.match('{"a":"4"}')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
