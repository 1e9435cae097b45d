import { describe, expect, it } from 'vitest';
import type { EventSelector, FieldSelector } from '../../../local/cloudtrail/event-selectors.ts';
import { selectorProblems } from '../../../local/cloudtrail/selector-rules.ts';

const management = { field: 'eventCategory', equals: ['Management'] };
const problemsOf = (...fieldSelectors: FieldSelector[]): string[] =>
  selectorProblems({ advancedEventSelectors: [{ fieldSelectors }] });

describe('basic event selectors', () => {
  it.each<[string, readonly EventSelector[]]>([
    ['none', []],
    ['one without a word', [{}]],
    ['each readWriteType', ['All', 'ReadOnly', 'WriteOnly'].map((readWriteType) => ({ readWriteType }))],
    ['no excluded source', [{ excludeManagementEventSources: [] }]],
    [
      'both sources that may be excluded',
      [{ excludeManagementEventSources: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] }],
    ],
    ['five of them', [{}, {}, {}, {}, {}]],
  ])('are taken: %s', (_, eventSelectors) => {
    expect(selectorProblems({ eventSelectors })).toEqual([]);
  });

  it.each<[string, readonly EventSelector[], string]>([
    [
      'any other source excluded',
      [{ excludeManagementEventSources: ['kms.amazonaws.com', 's3.amazonaws.com'] }],
      'excludeManagementEventSources names s3.amazonaws.com; it takes kms.amazonaws.com or rdsdata.amazonaws.com.',
    ],
    [
      'another readWriteType',
      [{ readWriteType: 'Read' }],
      'readWriteType is Read; it takes All, ReadOnly or WriteOnly.',
    ],
    ['six of them', [{}, {}, {}, {}, {}, {}], 'It has 6 eventSelectors; a trail takes 5 at most.'],
  ])('are refused in one sentence: %s', (_, eventSelectors, sentence) => {
    expect(selectorProblems({ eventSelectors })).toEqual([sentence]);
  });
});

describe('advanced event selectors of management events', () => {
  it.each<[string, readonly FieldSelector[]]>([
    ['all events', []],
    ['reads', [{ field: 'readOnly', equals: ['true'] }]],
    ['writes', [{ field: 'readOnly', equals: ['false'] }]],
    ['not KMS', [{ field: 'eventSource', notEquals: ['kms.amazonaws.com'] }]],
    [
      'reads, neither of KMS nor of RDS data',
      [
        { field: 'readOnly', equals: ['true'], notEquals: [] },
        { field: 'eventSource', notEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] },
      ],
    ],
  ])('are taken: %s', (_, fields) => {
    expect(problemsOf(management, ...fields)).toEqual([]);
  });

  it.each<[string, FieldSelector]>([
    ['a name that starts so', { field: 'eventName', startsWith: ['De', 'X'] }],
    ['a name that must not start so', { field: 'eventName', notStartsWith: ['X', 'De'] }],
    ['a name that ends so', { field: 'eventName', endsWith: ['X', 'crypt'] }],
    ['a name that must not end so', { field: 'eventName', notEndsWith: ['X', 'crypt'] }],
    ['an API call', { field: 'eventType', equals: ['AwsApiCall'] }],
    ['a session of the console', { field: 'sessionCredentialFromConsole', equals: ['true'] }],
    ['its caller', { field: 'userIdentity.arn', equals: ['arn:aws:iam::111122223333:role/task'] }],
    ['any other caller', { field: 'userIdentity.arn', notEquals: ['arn:aws:iam::111122223333:role/task'] }],
    ['a resource', { field: 'resources.ARN', equals: ['arn:aws:kms:::key/x'] }],
    ['what every object has', { field: 'constructor', equals: ['x'] }],
  ])('are refused where they test what only event data stores or other events have: %s', (_, selector) => {
    expect(problemsOf(management, selector)).toEqual([
      `An advanced event selector of management events tests ${selector.field}; a trail's may test eventCategory, readOnly or eventSource.`,
    ]);
  });

  it.each<[FieldSelector, string]>([
    [
      { field: 'readOnly', notEquals: ['true'] },
      'readOnly notEquals true; a trail takes equals true or false.',
    ],
    [
      { field: 'readOnly', equals: ['true', 'false'] },
      'readOnly equals true, false; a trail takes equals true or false.',
    ],
    [{ field: 'readOnly', equals: ['yes'] }, 'readOnly equals yes; a trail takes equals true or false.'],
    [{ field: 'readOnly' }, 'readOnly without an operator; a trail takes equals true or false.'],
    [
      { field: 'eventSource', equals: ['kms.amazonaws.com'] },
      'eventSource equals kms.amazonaws.com; a trail takes notEquals kms.amazonaws.com or rdsdata.amazonaws.com.',
    ],
    [
      { field: 'eventSource', notEquals: ['s3.amazonaws.com'] },
      'eventSource notEquals s3.amazonaws.com; a trail takes notEquals kms.amazonaws.com or rdsdata.amazonaws.com.',
    ],
    [
      { field: 'eventSource', notEquals: ['kms.amazonaws.com'], startsWith: ['k'] },
      'eventSource notEquals kms.amazonaws.com and startsWith k; a trail takes notEquals kms.amazonaws.com or rdsdata.amazonaws.com.',
    ],
  ])('are refused with another operator or value: %j', (selector, sentence) => {
    expect(problemsOf(management, selector)).toEqual([
      `An advanced event selector of management events asks for ${sentence}`,
    ]);
  });
});

describe('advanced event selectors', () => {
  it.each(['Management', 'Data', 'NetworkActivity'])('are taken with the category %s', (category) => {
    expect(problemsOf({ field: 'eventCategory', equals: [category] })).toEqual([]);
  });

  it('of data events are taken whatever else they test', () => {
    const data = { field: 'eventCategory', equals: ['Data'] };
    expect(problemsOf(data, { field: 'eventName', startsWith: ['Get'] })).toEqual([]);
  });

  it.each<[string, readonly FieldSelector[], RegExp]>([
    ['no category', [{ field: 'readOnly', equals: ['true'] }], /^An .* has 0 tests of eventCategory;/],
    ['the category twice', [management, management], /has 2 tests of eventCategory; each has exactly one\.$/],
    [
      'a category of event data stores',
      [{ field: 'eventCategory', equals: ['Insight'] }],
      /eventCategory equals Insight; a trail takes equals Management, Data or NetworkActivity\.$/,
    ],
    [
      'two categories',
      [{ field: 'eventCategory', equals: ['Management', 'Data'] }],
      /equals Management, Data;/,
    ],
    [
      'a category by another operator',
      [{ field: 'eventCategory', startsWith: ['Management'] }],
      /eventCategory startsWith Management;/,
    ],
  ])('are refused with %s', (_, fields, sentence) => {
    expect(problemsOf(...fields)).toEqual([expect.stringMatching(sentence)]);
  });

  it('are refused beside basic ones, and taken where those are an empty list', () => {
    const advancedEventSelectors = [{ fieldSelectors: [management] }];
    expect(selectorProblems({ eventSelectors: [{}], advancedEventSelectors })).toEqual([
      'It has eventSelectors and advancedEventSelectors; a trail takes the one or the other.',
    ]);
    expect(selectorProblems({ eventSelectors: [], advancedEventSelectors })).toEqual([]);
  });
});
