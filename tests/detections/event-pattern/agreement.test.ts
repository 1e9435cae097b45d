import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFilterPattern, type FilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';
import { absent, all, any, is, type Condition } from '../../../detections/condition.ts';
import { compileEventPattern } from '../../../detections/event-pattern/compile-event-pattern.ts';
import type { CompiledEventPattern } from '../../../detections/index.ts';
import { renderFilterPattern } from '../../../detections/render-filter-pattern.ts';
import { matchesEventPattern } from '../../support/eventbridge/match-event-pattern.ts';
import { nearRecords } from '../../support/eventbridge/near-records.ts';
import { recordedPatterns } from '../../support/recorded-detections.ts';

/** As EventBridge passes a record on. */
function eventOf(record: object): object {
  const { eventSource } = record as { readonly eventSource?: unknown };
  const source = `aws.${String(eventSource).replace('.amazonaws.com', '')}`;
  return { source, 'detail-type': 'AWS API Call via CloudTrail', detail: record };
}

function patternOf(compiled: CompiledEventPattern): object {
  if (!compiled.expressible) throw new Error(`${String(compiled.clause)}: ${compiled.because}`);
  return compiled.pattern;
}

const byRule = (compiled: CompiledEventPattern, record: object): boolean =>
  matchesEventPattern(patternOf(compiled), eventOf(record));
const byFilter = (pattern: string | FilterPattern, record: object): boolean =>
  (typeof pattern === 'string' ? parseFilterPattern(pattern) : pattern).match(JSON.stringify(record));

describe.each(recordedPatterns)('the event pattern of $name', (recorded) => {
  const { eventPattern, matches, nearMisses } = recorded;
  const pattern = parseFilterPattern(recorded.pattern);

  it.each(matches)('matches when $event', ({ record }) => {
    expect(byRule(eventPattern, record)).toBe(true);
  });

  it.each(nearMisses)('does not match when $event', ({ record }) => {
    expect(byRule(eventPattern, record)).toBe(false);
  });

  it('agrees with the filter pattern on every record that CloudTrail could write', () => {
    let matched = 0;
    fc.assert(
      fc.property(nearRecords(recorded, false), (record) => {
        const expected = byFilter(pattern, record);
        matched += Number(expected);
        expect(byRule(eventPattern, record)).toBe(expected);
      }),
      { numRuns: 300 },
    );
    expect(matched).toBeGreaterThan(10);
    expect(matched).toBeLessThan(290);
  });

  it('misses nothing that the filter pattern finds, even where texts are null, flags or objects', () => {
    fc.assert(
      fc.property(nearRecords(recorded, true), (record) => {
        expect(byRule(eventPattern, record) || !byFilter(pattern, record)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('conditions of any shape', () => {
  const texts = ['x', 'y', 'xy', 'x*', '*y', '*x*', '*'];
  const test = fc
    .tuple(fc.constantFrom('a', 'b.c', 'b.d', 'l[*].e', 'n[*]'), fc.constantFrom(...texts), fc.nat(2))
    .map(([field, text, kind]): Condition => {
      if (field.includes('[*]') || kind === 0) return is(field, text);
      return kind === 1 ? absent(field) : { kind: 'is-not', field, text };
    });
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      test,
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((of) => all(...of)),
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((of) => any(...of)),
    ),
  }));
  /** A filter pattern has room for three lists. */
  const hasFilterPattern = (asked: Condition): boolean => renderFilterPattern(asked).split('[*]').length <= 4;
  const value = fc.constantFrom('x', 'y', 'xy', 'X', 'axb', '', 1);
  const record = fc.record(
    {
      a: value,
      b: fc.record({ c: value, d: value }, { requiredKeys: [] }),
      l: fc.array(fc.record({ e: value }, { requiredKeys: [] }), { maxLength: 2 }),
      n: fc.array(value, { maxLength: 2 }),
    },
    { requiredKeys: [] },
  );

  it('are refused, or agree with the filter pattern', () => {
    const counts = { refused: 0, matched: 0, unmatched: 0 };
    fc.assert(
      fc.property(
        condition.filter(hasFilterPattern),
        fc.array(record, { minLength: 5 }),
        (asked, records) => {
          const whole = all(is('eventSource', 'kms.amazonaws.com'), asked);
          const compiled = compileEventPattern(whole);
          if (!compiled.expressible) {
            counts.refused += 1;
            return;
          }
          for (const each of records) {
            const written = { ...each, eventSource: 'kms.amazonaws.com' };
            const expected = byFilter(renderFilterPattern(whole), written);
            counts[expected ? 'matched' : 'unmatched'] += 1;
            expect(byRule(compiled, written)).toBe(expected);
          }
        },
      ),
      { numRuns: 2000 },
    );
    expect(counts.refused).toBeLessThan(1200);
    expect(Math.min(counts.matched, counts.unmatched)).toBeGreaterThan(500);
  });
});

describe('where the two part', () => {
  const asked = (condition: Condition) => {
    const whole = all(is('eventSource', 'kms.amazonaws.com'), condition);
    return (fields: object): readonly [filter: boolean, rule: boolean] => {
      const record = { eventSource: 'kms.amazonaws.com', ...fields };
      return [byFilter(renderFilterPattern(whole), record), byRule(compileEventPattern(whole), record)];
    };
  };
  const isNot: Condition = { kind: 'is-not', field: 'a', text: 'x' };

  it.each([
    ['a list where one text belongs', is('a', 'x'), { a: ['x'] }, [false, true]],
    ['null, which differs from a text', isNot, { a: null }, [false, true]],
    ['a flag, which differs from a text', isNot, { a: true }, [false, true]],
    ['null, which is there', is('a', '*'), { a: null }, [false, true]],
    ['an object, which is not there', absent('a'), { a: { b: 1 } }, [false, true]],
    ['an empty list, which is not there', absent('a'), { a: [] }, [false, true]],
    ['a text where a list belongs', is('a[*]', 'x'), { a: 'x' }, [false, true]],
    ['an object where a list belongs', is('a[*]', 'x'), { a: { b: 'x' } }, [true, false]],
    ['a list where an object belongs', absent('a.b'), { a: [{ b: 'x' }] }, [true, false]],
  ])('%s: filter pattern and event pattern say', (_, condition, fields, says) => {
    expect(asked(condition)(fields)).toEqual(says);
  });
});
