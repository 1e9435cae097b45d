import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';
import { requiredLiterals } from '../../../replay/detect/required-literals.ts';
import { loseNoMatch } from '../../support/replay/lose-no-match.ts';

describe('the literals a pattern requires', () => {
  it.each([
    ['{ $.a = "kms.amazonaws.com" && $.b = "Decrypt" }', [['"kms.amazonaws.com"'], ['"Decrypt"']]],
    ['{ $.a = kms.amazonaws.com || $.b = "Decrypt" }', [['"kms.amazonaws.com"', '"Decrypt"']]],
    ['{ ($.a = "StopLogging" || $.a = "DeleteTrail") && $.b = "x" }', [['"StopLogging"', '"DeleteTrail"']]],
    ['{ $.a = "arn:aws:iam::111122223333:role/task" }', [['"arn:aws:iam::111122223333:role'], ['task']]],
    ['{ $.a = "Invalid*" }', [['"Invalid']]],
    ['{ $.a = "*Exception" }', [['Exception']]],
    ['{ $.a = "*crypt" || $.a = "GenerateDataKey*" }', [['crypt', '"GenerateDataKey']]],
    ['{ $.a = "*" }', []],
    ['{ $.a = 100 }', []],
    // A number equals a text that spells it, and has no quotes.
    ['{ $.a = "100" }', [['100']]],
    ['{ $.a = "-1e5*" }', [['-1e5']]],
    ['{ $.a != "kms.amazonaws.com" }', []],
    ['{ $.a NOT EXISTS }', []],
    ['{ $.a = "Decrypt" || $.b IS TRUE }', []],
    ['{ $.a = %Decrypt% }', []],
    ['{ $.a = "éclair" }', [['clair']]],
    ['{ $.a = "ab/cdef" }', [['cdef']]],
    ['ERROR "two words" -none', [['ERROR'], ['two words']]],
    ['?ERROR ?WARN', []],
    ['[a, b = ERROR]', []],
    ['', []],
  ])('%s: %j', (pattern, literals) => {
    expect(requiredLiterals(parseFilterPattern(pattern).syntax)).toEqual(literals);
  });
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
