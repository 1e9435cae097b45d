import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFilterPattern, printFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';
import { createPatternSet } from '../../../cloudwatch/filter-pattern/pattern-set.ts';
import { anySyntax, messageFor } from '../../support/cloudwatch/filter-pattern-arbitraries.ts';
import { recordedPatterns } from '../../support/recorded-detections.ts';

function matchesOf(patterns: readonly string[], message: string): readonly number[] {
  const set = createPatternSet(patterns.map(parseFilterPattern));
  return [...set.match(message, parseObject(message))];
}

function parseObject(message: string): object | undefined {
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

describe('patterns asked together', () => {
  it.each([
    [
      'one value that decides for several',
      ['{ $.a = "x" && $.b = "y" }', '{ $.a = "x" }', '{ $.a = "z" }'],
      [1],
    ],
    ['a value that two sides want', ['{ $.a = "x" || $.a = "z" }', '{ $.a = "z" || $.c = "v" }'], [0, 1]],
    ['both sides of one pattern hold', ['{ $.a = "x" || $.c = "v" }', '{ $.c = "v" }'], [0, 1]],
    ['a condition twice in one pattern', ['{ $.a = "x" && $.a = "x" }', '{ $.a = "x" && $.a = "z" }'], [0]],
    ['conditions that are no equality', ['{ $.a = "x*" && $.b NOT EXISTS }', '{ $.b NOT EXISTS }'], [0, 1]],
    ['a wildcard before a text', ['{ $.d = "*x" }', '{ $.d = "x" }', '{ $.d = "*x" && $.c = "v" }'], [0, 2]],
    [
      'two values of which one will do',
      ['{ ($.a = "z" || $.c = "v") && $.d = "yx" }', '{ $.a = "x" }'],
      [0, 1],
    ],
    ['an element of a list', ['{ $.l[*] = "x" }', '{ $.l[*] = "z" }', '{ $.l[0] = "x" }'], [0, 1]],
    ['the spelling of a number', ['{ $.n = "1.0" }', '{ $.n = "1" }'], [0]],
    ['a number that a text spells', ['{ $.n = "1.0" }', '{ $.n = "1" }', '{ $.n = 1 }'], [0, 2]],
    ['nested parentheses', ['{ ($.a = "x" && ($.c = "v" && $.b NOT EXISTS)) || ($.a = "z") }'], [0]],
    [
      'other kinds among them',
      ['{ $.a = "x" }', 'v', '', '[w]', 'nowhere', '{ $.c = "v" }'],
      [0, 1, 2, 3, 5],
    ],
    ['nothing matches', ['{ $.a = "z" }', 'nowhere'], []],
    ['no patterns', [], []],
  ])('say what each says alone: %s', (_, patterns, expected) => {
    expect(matchesOf(patterns, '{"a":"x","n":1.0,"c":"v","d":"yx","l":["z","x"]}')).toEqual(expected);
  });

  it.each(['[1]', '"x"', '{"a":', '', '{"__proto__":"x","constructor":"x"}'])(
    'match a message like %s as they do alone',
    (message) => {
      const patterns = ['{ $.a NOT EXISTS }', '{ $.constructor = "x" && $.a NOT EXISTS }', '', 'x'];
      const alone = patterns.flatMap((text, place) => (parseFilterPattern(text).match(message) ? place : []));
      expect(matchesOf(patterns, message)).toEqual(alone);
    },
  );

  it('say what each says alone, for random patterns that share conditions', () => {
    let matches = 0;
    const sets = fc
      .array(anySyntax, { minLength: 2, maxLength: 5 })
      .chain((syntaxes) =>
        fc.tuple(
          fc.constant(combine(syntaxes.map(printFilterPattern))),
          fc.oneof(...syntaxes.map(messageFor)),
        ),
      );
    fc.assert(
      fc.property(sets, ([texts, message]) => {
        const alone = texts.flatMap((text, place) => (parseFilterPattern(text).match(message) ? place : []));
        matches += alone.length;
        expect(matchesOf(texts, message), `${JSON.stringify(texts)} on ${message}`).toEqual(alone);
      }),
      { numRuns: 3000 },
    );
    expect(matches).toBeGreaterThan(1000);
  });

  it('say of every recorded event what each pattern of the catalogue says alone', () => {
    const patterns = recordedPatterns.map(({ pattern }) => parseFilterPattern(pattern));
    const set = createPatternSet(patterns);
    const events = recordedPatterns.flatMap(({ matches, nearMisses }) => [...matches, ...nearMisses]);
    let matches = 0;
    for (const { event, record } of events) {
      const alone = patterns.flatMap((pattern, place) => (pattern.matchEvent(record) ? place : []));
      matches += alone.length;
      expect(set.matchEvent(record), event).toEqual(alone);
      expect(set.match(JSON.stringify(record), record), event).toEqual(alone);
    }
    expect(matches).toBeGreaterThan(recordedPatterns.length);
  });
});

/** How often a set reads each of an event's values. */
function readsOf(patterns: readonly string[], values: Readonly<Record<string, string>>) {
  const reads: Record<string, number> = {};
  const event = {};
  for (const [name, value] of Object.entries(values)) {
    reads[name] = 0;
    Object.defineProperty(event, name, {
      enumerable: true,
      get: () => {
        reads[name] = (reads[name] ?? 0) + 1;
        return value;
      },
    });
  }
  const found = createPatternSet(patterns.map(parseFilterPattern)).matchEvent(event);
  return { reads, found: [...found] };
}

describe('of an event', () => {
  it.each([
    ['equal texts', ['{ $.a = "x" }', '{ $.a = "x" && $.b = "y" }', '{ $.a = "z" }'], [0, 1]],
    [
      'one of several texts',
      ['{ $.a = "x" || $.a = "z" }', '{ ($.a = "v" || ($.a = "x" || $.a = "w")) }'],
      [0, 1],
    ],
    ['a choice among other conditions', ['{ ($.a = "x" || $.a = "z") && $.b = "y" }', '{ $.a = "w" }'], [0]],
    ['one side of a pattern', ['{ $.b = "v" || $.a = "x" }', '{ $.a = "z" || $.c = "w" }'], [0]],
    ['a condition that is no equality', ['{ $.a = "x*" }', '{ $.b = "y*" && $.a = "x*" }'], [0, 1]],
    ['one that is negative', ['{ $.a != "z" && $.b = "y" }', '{ $.b = "y" && ($.a != "z") }'], [0, 1]],
  ])('a value is read once, whichever patterns want it: %s', (_, patterns, expected) => {
    const { reads, found } = readsOf(patterns, { a: 'x', b: 'y' });
    expect(found).toEqual(expected);
    expect(reads['a']).toBe(1);
  });

  it('the value that decides for most is read first, and where it suits none, no other', () => {
    const patterns = [
      '{ $.a = "x" && $.b = "y" }',
      '{ $.b = "y" && $.c = "z" }',
      '{ $.b = "w" && $.c = "z" }',
    ];
    expect(readsOf(patterns, { a: 'x', b: 'other', c: 'z' })).toEqual({
      reads: { a: 0, b: 1, c: 0 },
      found: [],
    });
    expect(readsOf(patterns, { a: 'x', b: 'y', c: 'z' })).toEqual({
      reads: { a: 1, b: 1, c: 1 },
      found: [0, 1],
    });
  });

  it('the condition that most have is tested first, and where it does not hold, no other of theirs', () => {
    const patterns = ['{ $.a = "x*" && $.b = "y*" }', '{ $.b = "y*" && $.c = "z*" }'];
    expect(readsOf(patterns, { a: 'x', b: 'other', c: 'z' }).reads).toEqual({ a: 0, b: 1, c: 0 });
  });
});

/** The patterns, and of JSON ones each also joined with the next, as far as CloudWatch allows. */
function combine(texts: readonly string[]): readonly string[] {
  const json = texts.filter((text) => text.startsWith('{')).map((text) => text.slice(1, -1));
  const joined = json.slice(1).flatMap((text, index) => {
    const before = json[index] ?? '';
    return [`{(${before})&&(${text})}`, `{(${before})||(${text})}`, `{(${text})&&((${before})||(${text}))}`];
  });
  return [...texts, ...joined.filter(isAllowed)];
}

function isAllowed(text: string): boolean {
  try {
    parseFilterPattern(text);
    return true;
  } catch {
    return false;
  }
}
