import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../local/endpoint/aws-error.ts';
import type { Input } from '../../../local/endpoint/aws-service.ts';
import {
  anything,
  blob,
  flag,
  integer,
  oneOf,
  readMembers,
  required,
  text,
  textList,
  textMap,
  timestamp,
} from '../../../local/endpoint/members.ts';

const members = {
  Name: required(text({ min: 1, max: 3 })),
  Spec: oneOf(['A', 'B']),
  Count: integer({ min: 1, max: 10 }),
  Dry: flag,
  At: timestamp,
  Bytes: blob({ min: 1, max: 4 }),
  Context: textMap,
  Names: textList({ max: 2 }),
  Rest: anything,
};

function refusalOf(input: Input): [string, string | undefined] {
  try {
    readMembers(input, members);
  } catch (error) {
    if (error instanceof AwsError) return [error.name, error.wireMessage];
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('readMembers', () => {
  it('reads every type, and ignores members it does not know', () => {
    const input = {
      Name: 'abc',
      Spec: 'B',
      Count: 10,
      Dry: false,
      At: 1.5,
      Bytes: 'AAECAw==',
      Context: { a: 'b' },
      Names: ['x'],
      Rest: [1],
      Unknown: 1,
    };
    expect(readMembers(input, members)).toEqual({
      Name: 'abc',
      Spec: 'B',
      Count: 10,
      Dry: false,
      At: new Date(1500),
      Bytes: Buffer.from([0, 1, 2, 3]),
      Context: new Map([['a', 'b']]),
      Names: ['x'],
      Rest: [1],
    });
  });

  it('keeps every key of a map that JSON can hold', () => {
    const input = JSON.parse('{"Name":"abc","Context":{"__proto__":"c","constructor":"d"}}') as Input;
    expect([...(readMembers(input, members).Context ?? [])]).toEqual([
      ['__proto__', 'c'],
      ['constructor', 'd'],
    ]);
  });

  it('takes null for absent, and does not look into the prototype', () => {
    expect(readMembers({ Name: 'a', Count: null }, members).Count).toBeUndefined();
    expect(Object.keys(readMembers({ Name: 'a' }, { ...members, toString: text() }))).toEqual(['Name']);
  });

  it('lists every broken constraint in the words of AWS', () => {
    expect(refusalOf({ Name: 'abcd', Spec: 'C', Count: 0 })).toEqual([
      'ValidationException',
      "3 validation errors detected: Value 'abcd' at 'name' failed to satisfy constraint: Member must have length less than or equal to 3; " +
        "Value 'C' at 'spec' failed to satisfy constraint: Member must satisfy enum value set: [A, B]; " +
        "Value '0' at 'count' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ]);
  });

  it('says of a required member that is absent that it must not be null', () => {
    expect(refusalOf({})).toEqual([
      'ValidationException',
      "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
    ]);
  });

  it('shows neither bytes nor maps in a message', () => {
    expect(refusalOf({ Name: 'a', Bytes: Buffer.from('secret').toString('base64') })).toEqual([
      'ValidationException',
      "1 validation error detected: Value at 'bytes' failed to satisfy constraint: Member must have length less than or equal to 4",
    ]);
  });

  it('counts the items of a list', () => {
    expect(refusalOf({ Name: 'a', Names: ['x', 'y', 'z'] })[1]).toBe(
      "1 validation error detected: Value '[x, y, z]' at 'names' failed to satisfy constraint: Member must have length less than or equal to 2",
    );
  });

  it.each<[string, Input]>([
    ['a number for a string', { Name: 1 }],
    ['a string for a number', { Name: 'a', Count: '1' }],
    ['a fraction for an integer', { Name: 'a', Count: 1.5 }],
    ['a string for a boolean', { Name: 'a', Dry: 'true' }],
    ['a string for a timestamp', { Name: 'a', At: '2026-01-01T00:00:00Z' }],
    ['text that is not base64', { Name: 'a', Bytes: 'AAECA!==' }],
    ['base64 without padding', { Name: 'a', Bytes: 'AA' }],
    ['a list for a map', { Name: 'a', Context: ['a'] }],
    ['a number as a value of a map', { Name: 'a', Context: { a: 1 } }],
    ['null as a value of a map', { Name: 'a', Context: { a: null } }],
    ['a string for a list', { Name: 'a', Names: 'x' }],
  ])('answers SerializationException to %s', (_, input) => {
    expect(refusalOf(input)[0]).toBe('SerializationException');
  });
});
