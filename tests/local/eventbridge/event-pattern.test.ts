import { expect, it } from 'vitest';
import { compileEventPattern } from '../../../local/eventbridge/event-pattern.ts';

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
  [{ detail: { errorCode: [{ prefix: 'Invalid' }] } }, 'prefix at detail.errorCode'],
  [{ $or: [{ source: ['a'] }] }, '$or at its top'],
  [{ source: 'aws.cloudwatch' }, 'not in a list at source'],
])('refuses %j, which is not simulated', (given, sentence) => {
  expect(() => compileEventPattern(JSON.stringify(given))).toThrow(sentence);
});
