import { describe, expect, it } from 'vitest';
import { FilterPatternError } from '../../cloudwatch/filter-pattern/index.ts';
import {
  createMetricFilter,
  MetricFilterError,
  type MetricFilterDeclaration,
  type MetricTransformation,
} from '../../cloudwatch/metric-filter.ts';

const transformation: MetricTransformation = { namespace: 'Keywatch/test', name: 'KmsWrongKey', value: '1' };

function declare(
  filterPattern: string,
  changes: Partial<MetricTransformation> = {},
): MetricFilterDeclaration {
  return {
    filterName: 'kms-wrong-key',
    logGroupName: '/keywatch/trail',
    filterPattern,
    metricTransformation: { ...transformation, ...changes },
  };
}

function samplesOf(declaration: MetricFilterDeclaration, ...messages: string[]): readonly number[] {
  const filter = createMetricFilter(declaration);
  return messages
    .flatMap((message) => filter.samplesOf({ timestampMs: 5, message }))
    .map(({ value }) => value);
}

function problemsOf(declaration: MetricFilterDeclaration): readonly string[] {
  try {
    createMetricFilter(declaration);
    return [];
  } catch (error) {
    if (error instanceof MetricFilterError) return error.problems;
    throw error;
  }
}

describe('a metric filter', () => {
  it("yields its value for a matching event, at the event's time", () => {
    const filter = createMetricFilter(declare('{ $.errorCode = "*" }'));

    expect(filter.samplesOf({ timestampMs: 1234, message: '{"errorCode":"x"}' })).toEqual([
      {
        namespace: 'Keywatch/test',
        name: 'KmsWrongKey',
        dimensions: {},
        timestampMs: 1234,
        value: 1,
        unit: 'None',
      },
    ]);
  });

  it('yields nothing for an event that does not match', () => {
    expect(samplesOf(declare('{ $.errorCode = "*" }'), '{}', 'x')).toEqual([]);
  });

  it('yields the default value once for every event that does not match', () => {
    expect(
      samplesOf(declare('{ $.errorCode = "*" }', { defaultValue: 0 }), '{}', '{"errorCode":"x"}', 'x'),
    ).toEqual([0, 1, 0]);
  });

  it('yields samples of its unit', () => {
    const filter = createMetricFilter(declare('x', { unit: 'Count', defaultValue: 0 }));

    expect(['x', 'y'].map((message) => filter.samplesOf({ timestampMs: 0, message })[0]?.unit)).toEqual([
      'Count',
      'Count',
    ]);
  });

  it('takes the value from a property, numeric strings included', () => {
    expect(
      samplesOf(declare('{ $.v = * }', { value: '$.v' }), '{"v":7}', '{"v":"11.5"}', '{"v":-1e2}'),
    ).toEqual([7, 11.5, -100]);
  });

  it('skips a match whose value is not numeric, with neither 0 nor the default', () => {
    const messages = [
      '{"k":1,"v":"banana"}',
      '{"k":1,"v":null}',
      '{"k":1}',
      '{"k":1,"v":[1]}',
      '{"k":1,"v":{}}',
      '{"k":1,"v":true}',
      '{"k":1,"v":""}',
      '{"k":1,"v":" 1"}',
      '{"k":1,"v":1e999}',
    ];

    expect(
      samplesOf(
        declare('{ $.k = 1 }', { value: '$.v', defaultValue: 3 }),
        ...messages,
        '{"k":1,"v":4}',
        '{"k":2,"v":4}',
      ),
    ).toEqual([4, 3]);
  });

  it('takes the value from a field', () => {
    expect(
      samplesOf(
        declare('[kind=SPACE, value, bucket]', { value: '$value' }),
        'SPACE 13 A',
        'SPACE banana A',
        'SPACE "17.5" A',
      ),
    ).toEqual([13, 17.5]);
  });

  it('takes a value from a field that the pattern does not name for none', () => {
    expect(samplesOf(declare('[kind, value]', { value: '$missing' }), 'SPACE 17')).toEqual([]);
  });

  it('takes dimensions from properties', () => {
    const filter = createMetricFilter(
      declare('{ $.k = 1 }', { dimensions: { Tenant: '$.tenant', Code: '$.code' } }),
    );

    expect(
      filter.samplesOf({ timestampMs: 0, message: '{"k":1,"tenant":"t1","code":404.0}' })[0]?.dimensions,
    ).toEqual({ Tenant: 't1', Code: '404.0' });
  });

  it.each(['{"k":1}', '{"k":1,"tenant":null}', '{"k":1,"tenant":""}', '{"k":1,"tenant":["t"]}'])(
    'yields no sample when a dimension is missing: %s',
    (message) => {
      expect(samplesOf(declare('{ $.k = 1 }', { dimensions: { Tenant: '$.tenant' } }), message)).toEqual([]);
    },
  );
});

describe('a declaration of a metric filter', () => {
  it("is refused with the pattern's own error", () => {
    expect(() => createMetricFilter(declare('{ $.a = }'))).toThrow(FilterPatternError);
  });

  it.each<[string, Partial<MetricTransformation>, string]>([
    ['a namespace', { namespace: '' }, 'namespace has 0 characters'],
    ['a namespace that is too long', { namespace: 'n'.repeat(256) }, 'namespace has 256 characters'],
    ['a colon in the namespace', { namespace: 'a:b' }, '":"'],
    ['a dollar in the name', { name: 'a$b' }, '"$"'],
    ['a value that is no number', { value: 'one' }, 'must be a number'],
    ['a value that is too long', { value: `$.${'v'.repeat(99)}` }, '101 characters'],
    ['a value that is too large', { value: '1e999' }, 'too large'],
    ['a wildcard in the value', { value: '$.items[*].value' }, 'without a wildcard'],
    ['a value with something behind the selector', { value: '$.a b' }, 'must be a number'],
    ['a path without its dollar sign', { value: 'a.duration' }, 'must be a number'],
    ['a field as the value of a JSON pattern', { value: '$a' }, 'must be a number'],
    ['a wildcard in a dimension', { dimensions: { B: '$.items[*].b' } }, 'without a wildcard'],
    ['a constant dimension', { dimensions: { B: 'constant' } }, 'must be a selector'],
    ['a dimension without a name', { dimensions: { '': '$.b' } }, '1 to 255'],
    ['four dimensions', { dimensions: { A: '$.a', B: '$.b', C: '$.c', D: '$.d' } }, 'at most 3'],
    ['a default beside dimensions', { dimensions: { A: '$.a' }, defaultValue: 0 }, 'exclude each other'],
    ['an infinite default', { defaultValue: Infinity }, 'finite'],
    ['an unknown unit', { unit: 'Apples' }, '"Apples"'],
  ])('is refused with %s', (_, changes, says) => {
    const problems = problemsOf(declare('{ $.a = 1 }', changes));

    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(says);
    expect(problems[0]).toMatch(/\.$/);
  });

  it.each<[string, Partial<MetricTransformation>]>([
    ['names of the greatest length', { namespace: 'n'.repeat(255), name: 'm'.repeat(255) }],
    ['a value of the greatest length', { value: `$.${'v'.repeat(98)}` }],
    ['a dimension of the greatest length', { dimensions: { ['d'.repeat(255)]: `$.${'v'.repeat(253)}` } }],
    ['a slash in the namespace', { namespace: 'Pattern1Application/KMSSecurity' }],
    ['a negative value', { value: '-1.5e3' }],
    ['a value from a nested property', { value: "$.a.['b.c'][0]" }],
    ['three dimensions', { dimensions: { A: '$.a', B: '$.b', C: '$.c' } }],
    ['an empty set of dimensions beside a default', { dimensions: {}, defaultValue: 0 }],
    ['a default of zero', { defaultValue: 0 }],
    ['a unit with a rate', { unit: 'Megabits/Second' }],
    ['a plain unit', { unit: 'Bytes' }],
  ])('is accepted with %s', (_, changes) => {
    expect(problemsOf(declare('{ $.a = 1 }', changes))).toEqual([]);
  });

  it('is accepted with a filter name of the greatest length', () => {
    expect(problemsOf({ ...declare('x'), filterName: 'f'.repeat(512) })).toEqual([]);
  });

  it('is refused with a selector where the pattern has no values', () => {
    expect(problemsOf(declare('ERROR', { value: '$.v' }))[0]).toContain('JSON or a space-delimited');
    expect(problemsOf(declare('', { dimensions: { A: '$.a' } }))[0]).toContain('JSON or a space-delimited');
  });

  it('is refused with a JSON selector for a space-delimited pattern', () => {
    expect(problemsOf(declare('[a, b]', { value: '$.b' }))[0]).toContain('a field such as $bytes');
  });

  it.each([
    [{ filterName: 'a:b' }, '":"'],
    [{ filterName: '' }, 'filterName has 0 characters'],
    [{ filterName: 'x'.repeat(513) }, 'filterName has 513 characters'],
    [{ logGroupName: 'a b' }, '" "'],
  ])('is refused with %j', (changes, says) => {
    expect(problemsOf({ ...declare('x'), ...changes })[0]).toContain(says);
  });

  it('is refused with all problems at once, one sentence each', () => {
    const refuse = (): unknown =>
      createMetricFilter({ ...declare('x', { value: 'one', unit: 'Apples', name: '' }), filterName: 'f*' });

    expect(
      problemsOf({ ...declare('x', { value: 'one', unit: 'Apples', name: '' }), filterName: 'f*' }),
    ).toHaveLength(4);
    expect(refuse).toThrow(/^Metric filter "f\*": .*filterName.*name has 0.*value.*unit/s);
  });
});
