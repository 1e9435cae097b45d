import { describe, expect, it } from 'vitest';
import { matchesEventPattern } from '../../support/eventbridge/match-event-pattern.ts';

/** The documentation's own event, shortened. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
const event = {
  source: 'aws.ec2',
  resources: ['arn:aws:ec2:us-west-1:123456789012:instance/i-1234567890abcdef0'],
  detail: {
    state: 'terminated',
    'c-count': 5,
    eventName: 'GetObject',
    none: null,
    empty: {},
    employees: [
      { firstName: 'Anna', lastName: 'Jones' },
      { firstName: 'Peter', lastName: 'Smith' },
    ],
  },
};
const matches = (detail: object) => matchesEventPattern({ detail }, event);

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
describe('the oracle follows the documentation', () => {
  it.each([
    ['a value', { state: ['terminated'] }, true],
    ['one of several values', { state: ['running', 'terminated'] }, true],
    ['another value', { state: ['running'] }, false],
    ['another case', { state: ['Terminated'] }, false],
    ['two fields', { state: ['terminated'], eventName: ['GetObject'] }, true],
    ['two fields, one of which differs', { state: ['terminated'], eventName: ['Get'] }, false],
    ['a beginning', { eventName: [{ prefix: 'Get' }] }, true],
    ['a beginning of a number', { 'c-count': [{ prefix: '5' }] }, false],
    ['an end', { eventName: [{ suffix: 'Object' }] }, true],
    ['a wildcard', { eventName: [{ wildcard: 'G*O*t' }] }, true],
    ['a wildcard that stands for nothing', { eventName: [{ wildcard: '*GetObject*' }] }, true],
    ['a wildcard elsewhere', { eventName: [{ wildcard: 'Get*x' }] }, false],
    ['a dot that is no wildcard', { eventName: [{ wildcard: 'Get.bject' }] }, false],
    ['anything but the value', { state: [{ 'anything-but': ['terminated'] }] }, false],
    ['anything but others', { state: [{ 'anything-but': ['running', 'stopped'] }] }, true],
    ['anything but a wildcard', { state: [{ 'anything-but': { wildcard: ['term*'] } }] }, false],
    ['anything but other wildcards', { state: [{ 'anything-but': { wildcard: ['run*'] } }] }, true],
    ['anything but, of a field that is not there', { region: [{ 'anything-but': ['x'] }] }, false],
    ['anything but, of null', { none: [{ 'anything-but': ['x'] }] }, true],
    ['a field that is there', { state: [{ exists: true }] }, true],
    ['a field that is there as null', { none: [{ exists: true }] }, true],
    ['a field that is not there', { region: [{ exists: false }] }, true],
    ['a field that is there after all', { state: [{ exists: false }] }, false],
    ['an object, which is no leaf', { employees: [{ exists: true }] }, false],
    ['an empty object, which is no leaf', { empty: [{ exists: false }] }, true],
    ['an alternative', { $or: [{ state: ['running'] }, { eventName: ['GetObject'] }] }, true],
    ['alternatives none of which holds', { $or: [{ state: ['running'] }, { eventName: ['x'] }] }, false],
    [
      'alternatives beside a field',
      { state: ['running'], $or: [{ state: ['terminated'] }, { 'c-count': [{ exists: true }] }] },
      true,
    ],
    ['fields of one element', { employees: { firstName: ['Anna'], lastName: ['Jones'] } }, true],
    ['fields of two elements', { employees: { firstName: ['Anna'], lastName: ['Smith'] } }, false],
  ])('%s', (_, pattern, expected) => {
    expect(matches(pattern)).toBe(expected);
  });

  it('looks into a list of values', () => {
    expect(matchesEventPattern({ resources: [{ prefix: 'arn:aws:ec2' }] }, event)).toBe(true);
    expect(matchesEventPattern({ resources: [{ prefix: 'arn:aws:s3' }] }, event)).toBe(false);
  });
});
