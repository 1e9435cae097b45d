import { describe, expect, it } from 'vitest';
import { parseFilterPattern, usesRegex } from '../../cloudwatch/filter-pattern/index.ts';
import { logGroupProblems } from '../../cloudwatch/log-group-limits.ts';
import { createMetricFilter, type MetricFilter } from '../../cloudwatch/metric-filter.ts';

function filters(count: number, filterPattern: string): readonly MetricFilter[] {
  return Array.from({ length: count }, (_, index) =>
    createMetricFilter({
      filterName: `f${index}`,
      logGroupName: 'g',
      filterPattern,
      metricTransformation: { namespace: 'n', name: 'm', value: '1' },
    }),
  );
}

describe('a log group', () => {
  it('takes a hundred metric filters', () => {
    expect(logGroupProblems(filters(100, 'x'))).toEqual([]);
    expect(logGroupProblems(filters(101, 'x'))).toEqual([
      'The log group has 101 metric filters; at most 100 are allowed.',
    ]);
  });

  it('takes five metric filters with a regular expression', () => {
    expect(logGroupProblems([...filters(5, '%x%'), ...filters(50, 'x')])).toEqual([]);
    expect(logGroupProblems(filters(6, '{ $.a = %x% }'))).toEqual([
      'The log group has 6 metric filters with a regular expression; at most 5 are allowed.',
    ]);
  });
});

describe('a pattern', () => {
  it.each([
    '%x%',
    'a -%x%',
    '{ $.a = %x% }',
    '{ $.a = 1 && ($.b = 2 || $.c != %x%) }',
    '[a, b=%x%]',
    '[a=1 && a!=%x%]',
  ])('%s uses a regular expression', (pattern) => {
    expect(usesRegex(parseFilterPattern(pattern).syntax)).toBe(true);
  });

  it.each(['', 'x', '"%"', '{ $.a = "%x%" || $.b IS NULL && $.c > 1 }', '[a, b="%x%", ...]', '[]'])(
    '%s uses none',
    (pattern) => {
      expect(usesRegex(parseFilterPattern(pattern).syntax)).toBe(false);
    },
  );
});
