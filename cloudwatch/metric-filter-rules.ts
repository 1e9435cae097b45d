import { isNumber } from './filter-pattern/decimal.ts';
import type { FilterPattern } from './filter-pattern/index.ts';
import type { MetricFilterDeclaration, MetricTransformation } from './metric-filter-declaration.ts';
import { parseValueSelector } from './metric-value.ts';
import { isStandardUnit } from './units.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
const maxFilterNameLength = 512;
const maxLogGroupNameLength = 512;
/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html */
const maxMetricNameLength = 255;
const maxMetricValueLength = 100;
const maxDimensionLength = 255;
const maxDimensions = 3;
const fieldSelector = /^\$[A-Za-z0-9_-]+$/;

/** Every rule of `PutMetricFilter` that a declaration breaks, one sentence each. */
export function metricFilterProblems(
  { filterName, logGroupName, metricTransformation }: MetricFilterDeclaration,
  pattern: FilterPattern,
): readonly string[] {
  return [
    ...nameProblems('filterName', filterName, maxFilterNameLength, /[:*]/),
    ...nameProblems('logGroupName', logGroupName, maxLogGroupNameLength, /[^A-Za-z0-9.\-_/#]/),
    ...nameProblems('namespace', metricTransformation.namespace, maxMetricNameLength, /[:*$]/),
    ...nameProblems('name', metricTransformation.name, maxMetricNameLength, /[:*$]/),
    ...valueProblems(metricTransformation.value, pattern),
    ...defaultProblems(metricTransformation),
    ...dimensionProblems(metricTransformation.dimensions ?? {}, pattern),
    ...unitProblems(metricTransformation.unit),
  ];
}

function nameProblems(field: string, value: string, maxLength: number, forbidden: RegExp): readonly string[] {
  if (value.length < 1 || value.length > maxLength) {
    return [`${field} has ${value.length} characters; it must have 1 to ${maxLength}.`];
  }
  const character = forbidden.exec(value)?.[0];
  return character === undefined ? [] : [`${field} must not hold ${JSON.stringify(character)}.`];
}

function valueProblems(value: string, pattern: FilterPattern): readonly string[] {
  if (value.length > maxMetricValueLength) {
    return [`value has ${value.length} characters; it must have at most ${maxMetricValueLength}.`];
  }
  if (isNumber(value)) {
    return Number.isFinite(Number(value)) ? [] : [`value ${value} is too large for a metric.`];
  }
  return isSelectorFor(pattern, value)
    ? []
    : [`value ${JSON.stringify(value)} must be a number, or ${selectorHint(pattern)}.`];
}

function defaultProblems({ defaultValue, dimensions }: MetricTransformation): readonly string[] {
  if (defaultValue === undefined) return [];
  const problems = Number.isFinite(defaultValue)
    ? []
    : [`defaultValue ${defaultValue} must be a finite number.`];
  if (Object.keys(dimensions ?? {}).length > 0) {
    problems.push('defaultValue and dimensions exclude each other; leave one out.');
  }
  return problems;
}

function dimensionProblems(
  dimensions: Readonly<Record<string, string>>,
  pattern: FilterPattern,
): readonly string[] {
  const entries = Object.entries(dimensions);
  const problems: string[] = [];
  if (entries.length > maxDimensions) {
    problems.push(`There are ${entries.length} dimensions; at most ${maxDimensions} are allowed.`);
  }
  for (const [key, selector] of entries) {
    if (key.length < 1 || key.length > maxDimensionLength || selector.length > maxDimensionLength) {
      problems.push(
        `Dimension ${JSON.stringify(key)}: name and selector must have 1 to ${maxDimensionLength} characters.`,
      );
    } else if (!isSelectorFor(pattern, selector)) {
      problems.push(
        `Dimension ${JSON.stringify(key)}: ${JSON.stringify(selector)} must be ${selectorHint(pattern)}.`,
      );
    }
  }
  return problems;
}

function unitProblems(unit: string | undefined): readonly string[] {
  if (unit === undefined || isStandardUnit(unit)) return [];
  return [`unit ${JSON.stringify(unit)} is none of CloudWatch's, such as Count, Seconds or None.`];
}

/** CloudWatch accepts a `$field` that the pattern does not name; it yields nothing. */
function isSelectorFor(pattern: FilterPattern, selector: string): boolean {
  if (pattern.kind === 'space-delimited') return fieldSelector.test(selector);
  return pattern.kind === 'json' && parseValueSelector(selector) !== undefined;
}

function selectorHint(pattern: FilterPattern): string {
  switch (pattern.kind) {
    case 'json':
      return 'a selector without a wildcard such as $.duration';
    case 'space-delimited':
      return 'a field such as $bytes';
    case 'terms':
    case 'all':
      return 'a selector, for which the pattern must be a JSON or a space-delimited one';
  }
}
