import { expect, it } from 'vitest';
import { compileInputTransformer } from '../../../local/eventbridge/input-transformer.ts';

const event = { source: 'aws.kms', detail: { eventName: 'Decrypt', readOnly: true, at: '<record>' } };

it('puts the values of an event where the template has their names, as JSON', () => {
  const transform = compileInputTransformer({
    inputPaths: { record: '$.detail', name: '$.detail.eventName', all: '$' },
    inputTemplate: String.raw`{"alarm":"a \u003cb> c","record":<record>,"names":[<name>,<name>],"event":<all>}`,
  });
  expect(JSON.parse(transform(event))).toEqual({
    alarm: 'a <b> c',
    record: event.detail,
    names: ['Decrypt', 'Decrypt'],
    event,
  });
});

it('puts nothing where the event has no such value', () => {
  const transform = compileInputTransformer({
    inputPaths: { error: '$.detail.eventName.code' },
    inputTemplate: '[<error>]',
  });
  expect(transform(event)).toBe('[]');
});

it.each([
  ['a name without a path', {}, '{"record":<record>}', '<record>, which has no input path'],
  ['a name of EventBridge', {}, '{"rule":<aws.events.rule-arn>}', '<aws.events.rule-arn>'],
  [
    'a value within a text',
    { name: '$.source' },
    '{"text":"from <name>"}',
    'other than JSON with whole values',
  ],
  ['a value for a name', { name: '$.source' }, '{<name>:1}', 'other than JSON with whole values'],
  ['a text', { name: '$.source' }, 'from <name>', 'other than JSON with whole values'],
  ['a path into a list', { name: '$.resources[0]' }, '{"arn":<name>}', 'the path $.resources[0]'],
])('refuses %s, which is not simulated', (_, inputPaths, inputTemplate, sentence) => {
  expect(() => compileInputTransformer({ inputPaths, inputTemplate })).toThrow(sentence);
});
