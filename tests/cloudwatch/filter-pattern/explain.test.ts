import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ClauseExplanation,
  parseFilterPattern,
  printFilterPattern,
} from '../../../cloudwatch/filter-pattern/index.ts';
import { anySyntax, messageFor } from '../../support/cloudwatch/filter-pattern-arbitraries.ts';

const explain = (pattern: string, message: unknown) =>
  parseFilterPattern(pattern).explain(typeof message === 'string' ? message : JSON.stringify(message));

/** Each condition's text, whether it holds and what it saw. */
function conditionsOf(clause: ClauseExplanation | undefined): [string, boolean, readonly string[]][] {
  if (clause === undefined) return [];
  if (clause.kind !== 'condition') return clause.operands.flatMap(conditionsOf);
  return [[clause.text, clause.holds, clause.seen]];
}

describe('explain', () => {
  it('says what match says, of every kind of pattern, and its tree comes to the same', () => {
    const recombined = (clause: ClauseExplanation): boolean => {
      if (clause.kind === 'condition') return clause.holds;
      const operands = clause.operands.map(recombined);
      return clause.kind === 'and' ? operands.every(Boolean) : operands.some(Boolean);
    };
    const outcomes = { matched: 0, refused: 0 };
    const pairs = anySyntax.chain((syntax) => fc.tuple(fc.constant(syntax), messageFor(syntax)));
    fc.assert(
      fc.property(pairs, ([syntax, message]) => {
        const pattern = parseFilterPattern(printFilterPattern(syntax));
        const { matches, clause, refusal } = pattern.explain(message);

        expect(matches).toBe(pattern.match(message));
        if (clause !== undefined) expect(recombined(clause)).toBe(matches);
        if (refusal !== undefined) expect(matches).toBe(false);
        outcomes[matches ? 'matched' : 'refused'] += 1;
      }),
      { numRuns: 5000 },
    );
    expect(Math.min(outcomes.matched, outcomes.refused)).toBeGreaterThan(500);
  });

  it('tells each clause of a detection with the value it saw, also those behind the first false one', () => {
    const pattern =
      '{ $.eventSource = "kms.amazonaws.com" && $.errorCode = "InvalidCiphertext*" && ($.a IS TRUE || $.b NOT EXISTS) }';
    const { matches, clause } = explain(pattern, {
      eventSource: 'kms.amazonaws.com',
      errorCode: 'ThrottlingException',
      a: null,
      b: 1.0,
    });

    expect(matches).toBe(false);
    expect(clause).toMatchObject({
      kind: 'and',
      holds: false,
      operands: [{}, {}, { kind: 'or', holds: false }],
    });
    expect(conditionsOf(clause)).toEqual([
      ['$.eventSource = "kms.amazonaws.com"', true, ['"kms.amazonaws.com"']],
      ['$.errorCode = "InvalidCiphertext*"', false, ['"ThrottlingException"']],
      ['$.a IS TRUE', false, ['null']],
      ['$.b NOT EXISTS', false, ['1']],
    ]);
  });

  it('shows nothing for a value that is missing', () => {
    expect(conditionsOf(explain('{ $.a.b = "x" || $.a.b NOT EXISTS }', { a: 'x' }).clause)).toEqual([
      ['$.a.b = "x"', false, []],
      ['$.a.b NOT EXISTS', true, []],
    ]);
  });

  it('shows a number as it is written', () => {
    expect(conditionsOf(explain('{ $.a = 1 }', '{"a":1.0}').clause)).toEqual([['$.a = 1', true, ['1.0']]]);
  });

  it('shows ten of the values behind a wildcard and counts the rest, and cuts long ones', () => {
    const [, , seen] = conditionsOf(
      explain('{ $.a.* = "x" }', { a: Array.from({ length: 12 }, (_, i) => i) }).clause,
    )[0] ?? [undefined, undefined, []];
    expect(seen).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '… and 2 more']);
    const long = explain('{ $.a = "*" && $.b = "x" && $.c = "x" }', {
      a: 'y'.repeat(1_000),
      b: [1, 2],
      c: {},
    });
    expect(conditionsOf(long.clause).map(([, , [value]]) => value)).toEqual([
      `"${'y'.repeat(199)}…`,
      '[ 2 members ]',
      '{}',
    ]);
  });

  it.each(['no JSON', '[1]', '"text"', '1'])('says that %s is no JSON object', (message) => {
    expect(explain('{ $.a NOT EXISTS }', message)).toEqual({
      matches: false,
      refusal: 'The message is no JSON object.',
    });
    expect(explain('{ $.a NOT EXISTS }', '{}').matches).toBe(true);
  });

  it('leaves out optional terms beside others, which CloudWatch ignores', () => {
    const { clause } = explain('ERROR -timeout ?kms', 'ERROR timeout');
    expect(clause).toMatchObject({ kind: 'and', holds: false });
    expect(conditionsOf(clause)).toEqual([
      ['ERROR', true, []],
      ['-timeout', false, []],
    ]);
    const optional = explain('?ERROR ?WARN', 'WARN');
    expect(optional.clause).toMatchObject({ kind: 'or', holds: true });
    expect(conditionsOf(optional.clause).map(([, holds]) => holds)).toEqual([false, true]);
  });

  it('tells the fields of a space-delimited pattern, and when there are too few', () => {
    const pattern = '[ip, ..., status = 4* && status != 404, bytes > 10]';
    expect(conditionsOf(explain(pattern, '10.0.0.1 "GET /" 404 12').clause)).toEqual([
      ['status = "4*"', true, ['"404"']],
      ['status != 404', false, ['"404"']],
      ['bytes > 10', true, ['"12"']],
    ]);
    expect(explain(pattern, '10.0.0.1 404')).toEqual({
      matches: false,
      refusal: 'The message has fewer fields than the pattern.',
    });
    expect(explain('[ip, ...]', 'x')).toEqual({ matches: true });
  });

  it('has no clause for the empty pattern, which everything matches', () => {
    expect(explain('', 'anything')).toEqual({ matches: true });
  });
});
