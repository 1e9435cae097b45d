import { usesRegex } from './filter-pattern/index.ts';
import type { MetricFilter } from './metric-filter.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const maxMetricFilters = 100;
/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html#regex-expressions */
const maxFiltersWithRegex = 5;

/**
 * The quotas that all metric filters of one log group exceed together, one sentence each. Subscription filters
 * count towards the one on regular expressions too; they are not known here.
 */
export function logGroupProblems(filters: readonly MetricFilter[]): readonly string[] {
  const problems: string[] = [];
  if (filters.length > maxMetricFilters) {
    problems.push(
      `The log group has ${filters.length} metric filters; at most ${maxMetricFilters} are allowed.`,
    );
  }
  const withRegex = filters.filter(({ pattern }) => usesRegex(pattern.syntax)).length;
  if (withRegex > maxFiltersWithRegex) {
    problems.push(
      `The log group has ${withRegex} metric filters with a regular expression; at most ${maxFiltersWithRegex} are allowed.`,
    );
  }
  return problems;
}
