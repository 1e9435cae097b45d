import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonNumber, readJson, type JsonValue } from '../../../cloudwatch/filter-pattern/json-reader.ts';
import { jsonText } from '../../support/cloudwatch/filter-pattern-arbitraries.ts';

/** Turns what was read into what `JSON.parse` would have made of it. */
function toPlain(value: JsonValue): unknown {
  if (value instanceof JsonNumber) return Number(JsonNumber.lexemeOf(value));
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== 'object' || value === null) return value;
  // JSON.parse defines `__proto__` as a property; so does fromEntries.
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toPlain(member)]));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function read(text: string): unknown {
  const value = readJson(text);
  return value === undefined ? undefined : toPlain(value);
}

describe('the JSON reader', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.oneof(jsonText, fc.json()), (text) => {
        expect(read(text)).toEqual(parse(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses what JSON.parse refuses, one character changed, removed or added', () => {
    fc.assert(
      fc.property(
        jsonText,
        fc.nat(),
        fc.constantFrom('', ...Array.from('{}[]":,\\ue1-+.0\n\u0001x')),
        fc.nat(1),
        (text, at, character, removed) => {
          const position = at % (text.length + 1);
          const changed = text.slice(0, position) + character + text.slice(position + removed);

          expect(read(changed)).toEqual(parse(changed));
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it.each([
    ['1', '1'],
    ['1.0', '1.0'],
    ['-0', '-0'],
    ['1E+2', '1E+2'],
    ['123456789012345678901234567890.5', '123456789012345678901234567890.5'],
  ])('keeps %s as it is written', (text, lexeme) => {
    const value = readJson(text);

    expect(value instanceof JsonNumber && JsonNumber.lexemeOf(value)).toBe(lexeme);
  });

  it.each([
    '',
    ' ',
    '01',
    '1.',
    '.5',
    '+1',
    '1e',
    'nul',
    'truex',
    '"',
    '"\\',
    '"\\x"',
    '"\t"',
    '[',
    '[1',
    '[1,',
    '[1,]',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,',
    '{"a":1,}',
    '{a:1}',
    '{1:1}',
    '}',
    '1 2',
    '\ufeff1',
    '[1}',
    '{"a":1]',
  ])('refuses %j', (text) => {
    expect(readJson(text)).toBeUndefined();
    expect(parse(text)).toBeUndefined();
  });

  it('keeps the last of duplicate keys', () => {
    expect(read('{"a":1,"b":2,"a":{"c":3}}')).toEqual({ a: { c: 3 }, b: 2 });
  });

  it('takes __proto__ for a key and leaves prototypes alone', () => {
    const value = readJson('{"__proto__":{"polluted":true}}') as Record<string, unknown>;

    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('reads a text of a quarter megabyte, long strings and many escapes included', () => {
    const text = JSON.stringify({
      long: 'x'.repeat(100_000),
      escaped: '\\"'.repeat(50_000),
      list: Array(10_000).fill(1.5),
    });

    expect(read(text)).toEqual(parse(text));
  });
});
