import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';

const access = '127.0.0.5  -  frank [10/Oct/2000:13:25:19 -0700] "GET /index.html HTTP/1.0" 404 1534 extra';

describe('extraction', () => {
  it.each<[string, string, Record<string, string> | undefined]>([
    [
      '[ip, identity, user, timestamp, request, status, bytes]',
      access,
      {
        $ip: '127.0.0.5',
        $identity: '-',
        $user: 'frank',
        $timestamp: '10/Oct/2000:13:25:19 -0700',
        $request: 'GET /index.html HTTP/1.0',
        $status: '404',
        $bytes: '1534 extra',
      },
    ],
    [
      '[..., bytes]',
      access,
      {
        $1: '127.0.0.5',
        $2: '-',
        $3: 'frank',
        $4: '10/Oct/2000:13:25:19 -0700',
        $5: 'GET /index.html HTTP/1.0',
        $6: '404',
        $7: '1534',
        $bytes: 'extra',
      },
    ],
    [
      '[ip, ..., status, bytes]',
      'INFO request accepted',
      { $ip: 'INFO', $status: 'request', $bytes: 'accepted' },
    ],
    ['[]', 'ERROR "" []', { $1: 'ERROR', $2: '', $3: '' }],
    ['[]', '"a"b [c]d', { $1: '"a"b', $2: '[c]d' }],
    ['[]', 'ERROR "unterminated words', { $1: 'ERROR', $2: '"unterminated', $3: 'words' }],
    ['[w1=ERROR, w2]', 'ERROR "two words"', { $w1: 'ERROR', $w2: 'two words' }],
    ['[w1=ERROR, w2]', 'ERROR "unterminated words', { $w1: 'ERROR', $w2: '"unterminated words' }],
    ['[w1, w2]', access, { $w1: '127.0.0.5', $w2: access.slice('127.0.0.5  '.length) }],
    ['[, b]', '1 2', { $1: '1', $b: '2' }],
    ['[w1=ERROR, w2]', 'WARN x', undefined],
    ['[a, b, c]', 'x "y z"', undefined],
  ])('of %s from %j yields its fields', (pattern, message, fields) => {
    expect(parseFilterPattern(pattern).extract(message)).toEqual(fields);
  });

  it.each(['ERROR', '{ $.a = 1 }', ''])('of %j yields nothing from a match', (pattern) => {
    expect(parseFilterPattern(pattern).extract(pattern.startsWith('{') ? '{"a":1}' : 'ERROR')).toEqual({});
  });

  it.each(['ERROR', '{ $.a = 1 }'])('of %j is undefined without a match', (pattern) => {
    expect(parseFilterPattern(pattern).extract('x')).toBeUndefined();
  });

  it('takes a field called __proto__ for a field', () => {
    expect(Object.entries(parseFilterPattern('[__proto__, b]').extract('1 2') ?? {})).toEqual([
      ['$__proto__', '1'],
      ['$b', '2'],
    ]);
  });
});

describe('a parsed event', () => {
  it.each([
    ['{ $.a = "x" }', true],
    ['{ $.a = "y" }', false],
    ['{ $.n = 1 }', true],
    ['{ $.n = "1" }', true],
    ['{ $.n = "1.0" }', false],
    ['{ $.n > 0.5 }', true],
    ['{ $.u NOT EXISTS }', true],
    ['', true],
    ['x', false],
    ['[...]', false],
  ])('matches %j: %s', (pattern, matches) => {
    expect(parseFilterPattern(pattern).matchEvent({ a: 'x', n: 1.0, u: undefined })).toBe(matches);
  });

  it('never matches a JSON pattern when it is an array', () => {
    expect(parseFilterPattern('{ $.a NOT EXISTS }').matchEvent([])).toBe(false);
  });
});
