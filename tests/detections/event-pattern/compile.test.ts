import { describe, expect, it } from 'vitest';
import { absent, all, any, is, isNoneOf, isOneOf, type Condition } from '../../../detections/condition.ts';
import { compileEventPattern } from '../../../detections/event-pattern/compile-event-pattern.ts';

const kms = is('eventSource', 'kms.amazonaws.com');
const isNot = (field: string, text: string): Condition => ({ kind: 'is-not', field, text });

/** Of a condition beside the service's name. */
function detailOf(condition: Condition): unknown {
  const compiled = compileEventPattern(all(kms, condition));
  if (!compiled.expressible) throw new Error(`${String(compiled.clause)}: ${compiled.because}`);
  const { eventSource, ...detail } = compiled.pattern.detail;
  expect(eventSource).toEqual(['kms.amazonaws.com']);
  return detail;
}

it('asks for calls of one service that CloudTrail recorded', () => {
  expect(
    compileEventPattern(all(is('eventSource', 'sns.amazonaws.com'), is('eventName', 'Publish'))),
  ).toEqual({
    expressible: true,
    pattern: {
      source: ['aws.sns'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: { eventSource: ['sns.amazonaws.com'], eventName: ['Publish'] },
    },
  });
});

describe('a condition becomes', () => {
  it.each([
    ['a text', is('a.b', 'x'), { a: { b: ['x'] } }],
    ['a beginning', is('a', 'x*'), { a: [{ prefix: 'x' }] }],
    ['an end', is('a', '*x'), { a: [{ suffix: 'x' }] }],
    ['a part', is('a', '*x*'), { a: [{ wildcard: '*x*' }] }],
    ['a field that is there', is('a', '*'), { a: [{ exists: true }] }],
    ['a field that is not there', absent('a'), { a: [{ exists: false }] }],
    ['elements of a list', is('a[*].b', 'x'), { a: { b: ['x'] } }],
    ['elements that are texts', is('a.b[*]', 'x'), { a: { b: ['x'] } }],
    ['one list of alternatives about a field', isOneOf('a', ['x', 'y*']), { a: ['x', { prefix: 'y' }] }],
    [
      'missing, or none of the texts',
      isNoneOf('a', ['x', 'y']),
      { a: [{ exists: false }, { 'anything-but': ['x', 'y'] }] },
    ],
    [
      'wildcards for all, where one of the texts is open',
      isNoneOf('a', ['x', 'y/*']),
      { a: [{ exists: false }, { 'anything-but': { wildcard: ['x', 'y/*'] } }] },
    ],
    [
      'alternatives of several fields',
      any(is('a', 'x'), is('b', 'y')),
      { $or: [{ a: ['x'] }, { b: ['y'] }] },
    ],
    [
      'alternatives, those about one field together',
      any(is('a', 'x'), is('b', 'y'), is('a', 'z')),
      { $or: [{ a: ['x', 'z'] }, { b: ['y'] }] },
    ],
    [
      'two choices, the shorter in each alternative of the longer',
      all(any(is('a', 'x'), is('b', 'y')), any(is('c', 'longer'), is('d', 'y'))),
      {
        $or: [
          { c: ['longer'], $or: [{ a: ['x'] }, { b: ['y'] }] },
          { d: ['y'], $or: [{ a: ['x'] }, { b: ['y'] }] },
        ],
      },
    ],
  ])('%s', (_, condition, detail) => {
    expect(detailOf(condition)).toEqual(detail);
  });
});

describe('a condition is refused, with the clause', () => {
  it.each([
    ['no service', is('eventName', 'x'), '$.eventSource', 'names none'],
    ['one of two services', any(kms, is('eventSource', 's3.amazonaws.com')), '$.eventSource', 'names none'],
    ['a number', all(kms, is('a', '404')), '$.a = "404"', 'in a number too'],
    ['a number that may not be', all(kms, isNot('a', '-1.5e3')), '$.a != "-1.5e3"', 'in a number too'],
    ['what may be part of a number', all(kms, is('a', '*40*')), '$.a = "*40*"', 'in a number too'],
    ['a star within', all(kms, is('a', 'x*y')), '$.a = "x*y"', 'at the ends of a text only'],
    ['quotation marks', all(kms, is('a', 'x\\')), '$.a = "x\\"', 'escaped in different ways'],
    ['nothing', all(kms, is('a', '')), '$.a = ""', 'an empty text'],
    ['other than any text', all(kms, isNot('a', '*')), '$.a != "*"', 'an empty text'],
    ['one field asked twice', all(kms, is('a', 'x*'), is('a', '*y')), '$.a', 'it is asked twice'],
    [
      'one field asked again inside',
      all(kms, is('a', 'x'), any(is('a', 'y'), is('b', 'z'))),
      '$.a',
      'asked twice',
    ],
    ['a field within a field', all(kms, absent('a'), is('a.b', 'x')), '$.a.b', 'asked twice'],
    [
      'two fields of the elements of one list',
      all(kms, is('a[*].b', 'x'), is('a[*].c', 'y')),
      '$.a[*].c',
      'the same element',
    ],
    ['a name that is an operator', all(kms, is('a.exists', 'x')), '$.a.exists = "x"', 'means something'],
    [
      'too long a text',
      all(kms, isOneOf('a', ['x'.repeat(1000), 'y'.repeat(1000)])),
      undefined,
      'allows 2048',
    ],
  ])('%s', (_, condition, clause, because) => {
    expect(compileEventPattern(condition)).toEqual({
      expressible: false,
      clause,
      because: expect.stringContaining(because) as string,
    });
  });

  it('takes an account for a text, which CloudTrail writes it as, and no number', () => {
    expect(detailOf(is('recipientAccountId', '111122223333'))).toEqual({
      recipientAccountId: ['111122223333'],
    });
  });

  it('takes an address for a text and no number', () => {
    expect(detailOf(is('sourceIPAddress', '192.0.2.10'))).toEqual({ sourceIPAddress: ['192.0.2.10'] });
  });
});
