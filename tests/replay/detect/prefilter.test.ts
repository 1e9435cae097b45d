import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';
import { chooseNeedles } from '../../../replay/detect/choose-needles.ts';
import { requiredLiterals } from '../../../replay/detect/required-literals.ts';
import { loseNoMatch } from '../../support/replay/lose-no-match.ts';

describe('the literals a pattern requires', () => {
  it.each([
    [
      '{ $.a = "kms.amazonaws.com" && $.b = "Decrypt" }',
      [['member kms.amazonaws.com"'], ['member Decrypt"']],
    ],
    ['{ $.a = kms.amazonaws.com || $.b = "Decrypt" }', [['member kms.amazonaws.com"', 'member Decrypt"']]],
    ['{ ($.a = "Stop" || $.a = "Delete") && $.b = "x" }', [['member Stop"', 'member Delete"']]],
    ['{ $.a = "Stop" || $.b = "Stop" }', [['member Stop"']]],
    ['{ $.a.b = "arn:aws:iam::role/task" }', [['string arn:aws:iam::role'], ['anywhere task']]],
    ['{ $.a[*] = "Invalid" || $.b = "Denied" }', [['string Invalid"', 'member Denied"']]],
    ['{ $.a = "Invalid*" }', [['member Invalid']]],
    ['{ $.a = "*Exception" }', [['anywhere Exception']]],
    ['{ $.a = "*crypt" || $.a = "GenerateDataKey*" }', [['anywhere crypt', 'member GenerateDataKey']]],
    ['{ $.a = "*" }', []],
    ['{ $.a = 100 }', []],
    // A number equals a text that spells it, and has no quotes.
    ['{ $.a = "100" }', [['anywhere 100']]],
    ['{ $.a = "-1e5*" }', [['anywhere -1e5']]],
    ['{ $.a != "kms.amazonaws.com" }', []],
    ['{ $.a NOT EXISTS }', []],
    ['{ $.a = "Decrypt" || $.b IS TRUE }', []],
    ['{ $.a = %Decrypt% }', []],
    ['{ $.a = "éclair" }', [['anywhere clair']]],
    ['{ $.a = "ab/cdef" }', [['anywhere cdef']]],
    ['ERROR "two words" -none', [['anywhere ERROR'], ['anywhere two words']]],
    ['?ERROR ?WARN', []],
    ['[a, b = ERROR]', []],
    ['', []],
  ])('%s: %j', (pattern, expected) => {
    const literals = requiredLiterals(parseFilterPattern(pattern).syntax);
    expect(literals.map((either) => either.map(({ text, place }) => `${place} ${text}`))).toEqual(expected);
  });
});

describe('what is scanned for', () => {
  const choose = (patterns: readonly string[], sample: string) =>
    chooseNeedles(
      patterns.map((text) => requiredLiterals(parseFilterPattern(text).syntax)),
      Buffer.from(sample),
    );

  it('is what a sample holds least of, one requirement of each pattern', () => {
    const patterns = [
      '{ $.a = "kms" && $.b = "Stop" }',
      '{ $.a = "logs" && ($.b = "Put" || $.b = "Delete*") }',
    ];
    const needles = { isDeep: false };
    expect(choose(patterns, '')).toEqual({ ...needles, texts: ['kms"', 'logs"'] });
    expect(choose(patterns, '["kms","logs"]')).toEqual({ ...needles, texts: ['Stop"', 'Put"', 'Delete'] });
    expect(choose(patterns, '["kms","Stop","Stop","kmsx","logs"]')?.texts[0]).toBe('kms"');
  });

  it("is below a record's own members only where nothing else is required", () => {
    expect(choose(['{ $.a.b = "arn:x" && $.c = "kms" }'], '"kms"')).toEqual({
      texts: ['kms"'],
      isDeep: false,
    });
    expect(choose(['{ $.a.b = "arn:x" }', '{ $.c = "kms" }'], '')).toEqual({
      texts: ['arn:x"', 'kms"'],
      isDeep: true,
    });
  });

  it.each(['{ $.a = "*crypt" }', '{ $.a = 1 }', 'kms', ''])(
    'is nothing when %s is among the patterns',
    (text) => {
      expect(choose(['{ $.a = "kms" }', text], '')).toBeUndefined();
    },
  );
});

describe('scanning for what patterns require', () => {
  it('never leaves out a line that matches, nor mistakes its time, however it is spelled or damaged', () => {
    const { lines, matches, refused, notJson, timed } = loseNoMatch({ seed: 7, lines: 6_000 });
    expect(lines).toBe(6_000);
    // All of these happened often enough to mean something.
    expect(matches).toBeGreaterThan(1_500);
    expect(refused).toBeGreaterThan(1_000);
    expect(notJson).toBeGreaterThan(200);
    expect(timed).toBeGreaterThan(3_000);
  });
});
