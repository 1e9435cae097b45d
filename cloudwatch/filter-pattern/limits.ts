import { FilterPatternError } from './filter-pattern-error.ts';

/**
 * Quotas of a filter pattern.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */

/** Longest pattern, in Unicode characters. */
export const maxPatternCharacters = 1024;

/** Regular expressions in one pattern. */
export const maxRegexesPerPattern = 2;

/** Wildcard steps in one JSON selector. */
export const maxWildcardsPerSelector = 1;

/** Selectors with a wildcard in one JSON pattern. */
export const maxWildcardSelectorsPerPattern = 3;

/**
 * Holds a pattern's regular expressions against their quota.
 *
 * @param positions where each begins, in order.
 * @throws FilterPatternError at the first that is too many.
 */
export function refuseTooManyRegexes(positions: readonly number[]): void {
  const surplus = positions[maxRegexesPerPattern];
  if (surplus === undefined) return;
  throw new FilterPatternError(
    'Found a third regular expression',
    surplus,
    `at most ${maxRegexesPerPattern} in one pattern`,
  );
}
