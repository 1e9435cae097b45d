import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';
import { requiredLiterals } from '../../../replay/detect/required-literals.ts';
import { loseNoMatch } from '../../support/replay/lose-no-match.ts';

describe('the literals a pattern requires', () => {
  it.each([
    ['{ $.a = "kms.amazonaws.com" && $.b = "Decrypt" }', [['kms.amazonaws.com'], ['Decrypt']]],
    ['{ $.a = kms.amazonaws.com || $.b = "Decrypt" }', [['kms.amazonaws.com', 'Decrypt']]],
    ['{ ($.a = "StopLogging" || $.a = "DeleteTrail") && $.b = "x" }', [['StopLogging', 'DeleteTrail']]],
    ['{ $.a = "arn:aws:iam::111122223333:role/task" }', [['arn:aws:iam::111122223333:role']]],
    ['{ $.a = "Invalid*" }', [['Invalid']]],
    ['{ $.a = "*" }', []],
    ['{ $.a = 100 }', []],
    ['{ $.a != "kms.amazonaws.com" }', []],
    ['{ $.a NOT EXISTS }', []],
    ['{ $.a = "Decrypt" || $.b IS TRUE }', []],
    ['{ $.a = %Decrypt% }', []],
    ['{ $.a = "éclair" }', [['clair']]],
    ['ERROR "two words" -none', [['ERROR'], ['two words']]],
    ['?ERROR ?WARN', []],
    ['[a, b = ERROR]', []],
    ['', []],
  ])('%s: %j', (pattern, literals) => {
    expect(requiredLiterals(parseFilterPattern(pattern).syntax)).toEqual(literals);
  });
});

describe('the prefilter', () => {
  it('never refuses a line that matches, however it is spelled', () => {
    const { lines, matches, refused } = loseNoMatch({ seed: 7, lines: 15_000 });
    expect(lines).toBe(15_000);
    // Both happened often enough to mean something.
    expect(matches).toBeGreaterThan(1_500);
    expect(refused).toBeGreaterThan(1_500);
  });
});
