import { describe, expect, it } from 'vitest';
import type { DeclaredResource } from '../../../stack/declared-stack.ts';
import { DeclarationError, propertiesOf, type Properties } from '../../../stack/declared/properties.ts';

const of = (outputs: Readonly<Record<string, unknown>>): Properties =>
  propertiesOf({ type: 'aws:x/y:Y', name: 'mine', outputs } as DeclaredResource);

const readers = {
  text: (from: Properties) => from.text('p'),
  'optional text': (from: Properties) => from.optionalText('p'),
  number: (from: Properties) => from.number('p'),
  'optional number': (from: Properties) => from.optionalNumber('p'),
  texts: (from: Properties) => from.texts('p'),
  flag: (from: Properties) => from.flag('p', true),
  record: (from: Properties) => from.record('p'),
  json: (from: Properties) => from.json('p'),
};
type Kind = keyof typeof readers;

describe('a property', () => {
  it.each<[Kind, unknown, unknown]>([
    ['text', 'a', 'a'],
    ['text', '', ''],
    ['optional text', null, undefined],
    ['number', 0, 0],
    ['number', ' 1.5 ', 1.5],
    ['optional number', null, undefined],
    ['texts', ['a', ''], ['a', '']],
    ['texts', null, []],
    ['flag', false, false],
    ['flag', null, true],
    ['record', {}, {}],
    ['json', '[1]', [1]],
  ])('read as %s, being %j, is %j', (kind, value, expected) => {
    expect(readers[kind](of({ p: value }))).toEqual(expected);
  });

  it.each<[Kind, unknown, string]>([
    ['text', 1, 'is 1; it must be a text'],
    ['text', undefined, 'is missing; it must be a text'],
    ['text', null, 'is missing; it must be a text'],
    ['optional text', ['a'], 'is ["a"]; it must be a text'],
    ['number', undefined, 'is missing; it must be a number'],
    ['number', '', 'is ""; it must be a number'],
    ['number', ' ', 'is " "; it must be a number'],
    ['number', '1s', 'is "1s"; it must be a number'],
    ['optional number', true, 'is true; it must be a number'],
    ['optional number', [], 'is []; it must be a number'],
    ['optional number', 'Infinity', 'is "Infinity"; it must be a number'],
    ['texts', 'a', 'is "a"; it must be a list of texts'],
    ['texts', ['a', 1], 'is ["a",1]; it must be a list of texts'],
    ['flag', 'true', 'is "true"; it must be true or false'],
    ['record', undefined, 'is missing; it must be an object'],
    ['record', [], 'is []; it must be an object'],
    ['record', 'a', 'is "a"; it must be an object'],
    ['json', '{', 'is "{"; it must be a JSON document'],
    ['json', undefined, 'is missing; it must be a JSON document'],
  ])('read as %s, being %j, is refused: it %s', (kind, value, problem) => {
    const read = () => readers[kind](of({ p: value }));
    expect(read).toThrow(DeclarationError);
    expect(read).toThrow(`aws:x/y:Y "mine": p ${problem}.`);
  });
});
