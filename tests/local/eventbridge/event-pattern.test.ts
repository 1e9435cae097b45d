import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileEventPattern } from '../../../local/eventbridge/event-pattern.ts';
import { anyEvent, anyPattern } from '../../support/eventbridge/any-pattern.ts';
import { matchesEventPattern } from '../../support/eventbridge/match-event-pattern.ts';
import { nearRecords } from '../../support/eventbridge/near-records.ts';
import { recordedPatterns } from '../../support/recorded-detections.ts';

const pattern = compileEventPattern(
  JSON.stringify({
    source: ['aws.cloudwatch'],
    resources: ['arn:a', 'arn:b'],
    detail: { state: { value: ['ALARM', 'OK'] } },
  }),
);
const event = {
  source: 'aws.cloudwatch',
  resources: ['arn:b'],
  detail: { state: { value: 'OK' }, alarmName: 'b' },
};

it('matches an event that has one of the values in each field, a list by any of its members', () => {
  expect(pattern.matches(event)).toBe(true);
  expect(pattern.matches({ ...event, resources: ['arn:c', 'arn:a'] })).toBe(true);
});

it.each([
  ['another source', { ...event, source: 'aws.kms' }],
  ['another alarm', { ...event, resources: ['arn:c'] }],
  ['another state', { ...event, detail: { state: { value: 'INSUFFICIENT_DATA' } } }],
  ['no such field', { source: 'aws.cloudwatch', resources: ['arn:a'] }],
  ['a text where the pattern looks inside', { ...event, detail: 'OK' }],
  ['nothing', undefined],
])('does not match an event with %s', (_what, other) => {
  expect(pattern.matches(other)).toBe(false);
});

it.each([
  [{ detail: { cost: [{ numeric: ['>', 1] }] } }, 'numeric at detail.cost'],
  [{ detail: { name: [{ prefix: { 'equals-ignore-case': 'a' } }] } }, 'prefix at detail.name'],
  [{ detail: { name: [{ exists: 'yes' }] } }, 'exists at detail.name'],
  [{ detail: { name: [{ suffix: 1 }] } }, 'suffix at detail.name'],
  [{ detail: { name: [{ wildcard: 'a\\*' }] } }, 'wildcard at detail.name'],
  [{ detail: { name: [{ 'anything-but': { prefix: 'a' } }] } }, 'anything-but prefix at detail.name'],
  [
    { detail: { name: [{ 'anything-but': ['a', null] }] } },
    'anything-but other than texts and numbers at detail.name',
  ],
  [{ detail: { name: [{ prefix: 'a', suffix: 'b' }] } }, 'prefix and suffix in one at detail.name'],
  [{ detail: { name: [{}] } }, 'no operator at detail.name'],
  [{ detail: { name: [['a']] } }, 'a list in a list at detail.name'],
  [{ detail: { $or: [] } }, '$or of anything but patterns at detail'],
  [{ $or: { source: ['a'] } }, '$or of anything but patterns at its top'],
  [{ source: 'aws.cloudwatch' }, 'not in a list at source'],
])('refuses %j, which is not simulated', (given, sentence) => {
  expect(() => compileEventPattern(JSON.stringify(given))).toThrow(sentence);
});

describe('against the oracle of the tests', () => {
  const both = (given: object, about: object): readonly [product: boolean, oracle: boolean] => [
    compileEventPattern(JSON.stringify(given)).matches(about),
    matchesEventPattern(given, about),
  ];

  it.each(recordedPatterns)('finds the same by the event pattern of $name', (recorded) => {
    if (!recorded.eventPattern.expressible) throw new Error('Every recorded pattern is.');
    const given = recorded.eventPattern.pattern;
    const finds = (record: object): readonly [product: boolean, oracle: boolean] =>
      both(given, { source: given.source[0], 'detail-type': given['detail-type'][0], detail: record });
    expect(recorded.matches.map(({ record }) => finds(record)[0])).not.toContain(false);
    expect(recorded.nearMisses.map(({ record }) => finds(record)[0])).not.toContain(true);
    fc.assert(
      fc.property(nearRecords(recorded, true), (record) => {
        const [product, oracle] = finds(record);
        expect(product).toBe(oracle);
      }),
      { numRuns: 15 },
    );
  });

  it('finds the same by patterns and in events of any shape', () => {
    const counts = { matched: 0, unmatched: 0 };
    fc.assert(
      fc.property(anyPattern, fc.array(anyEvent, { minLength: 5 }), (given, events) => {
        for (const about of events) {
          const [product, oracle] = both(given, about);
          counts[oracle ? 'matched' : 'unmatched'] += 1;
          expect(product, JSON.stringify(about)).toBe(oracle);
        }
      }),
      { numRuns: 120 },
    );
    expect(Math.min(counts.matched, counts.unmatched)).toBeGreaterThan(50);
  });
});
