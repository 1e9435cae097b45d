import type { MetricFilter } from '@aws-sdk/client-cloudwatch-logs';
import type { Check } from '../check.ts';
import { count } from '../count.ts';
import { describeMetricFilters } from '../describe-metric-filters.ts';
import { fault, orWell, restore, type Finding } from '../finding.ts';

/** Whether every declared metric filter is there, with the declared text, and counts what it matches. */
export const metricFilters: Check = {
  id: 'metric-filters',
  title: 'The metric filters are there, as declared',
  actions: ['logs:DescribeMetricFilters'],
  async run(context) {
    const declared = Object.entries(context.stack.metricFilterPatterns);
    const filters = await describeMetricFilters(context);
    const deployed = new Map(filters.map((filter) => [filter.filterName, filter]));
    const findings = declared.flatMap(([name, pattern]): readonly Finding[] => {
      const filter = deployed.get(name);
      const faults =
        filter === undefined
          ? [`is not on the log group ${context.stack.trailLogGroupName}`]
          : [...difference(pattern, filter.filterPattern ?? ''), ...miscounts(filter)];
      return faults.map((what) => fault(`The metric filter ${name} ${what}`, restore));
    });
    return orWell(
      findings,
      `The log group has ${count(declared.length, 'metric filter')} with the declared text; each counts its matches`,
    );
  },
};

/** Characters shown of either text, from where they part. */
const shownCharacters = 40;

function difference(declared: string, deployed: string): readonly string[] {
  if (declared === deployed) return [];
  let at = 0;
  while (at < declared.length && declared[at] === deployed[at]) at += 1;
  const show = (text: string): string => {
    const rest = text.slice(at, at + shownCharacters);
    return rest === '' ? 'nothing' : `${rest}${text.length > at + shownCharacters ? '…' : ''}`;
  };
  return [
    `has another pattern than declared: at character ${at + 1} it says ${show(deployed)} instead of ${show(declared)}`,
  ];
}

/**
 * What keeps a filter with the declared text from counting what the text matches. Every filter of a stack reads all
 * log events as they arrived, counts a match as 1 and, where it has a default value, an event without one as 0.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
 */
function miscounts(filter: MetricFilter): readonly string[] {
  const { applyOnTransformedLogs = false, fieldSelectionCriteria = '', metricTransformations = [] } = filter;
  return [
    ...(fieldSelectionCriteria === '' ? [] : [`reads only log events of ${fieldSelectionCriteria}`]),
    ...(applyOnTransformedLogs ? ['reads log events as a transformer has changed them'] : []),
    ...metricTransformations.flatMap(({ metricValue = '', defaultValue = 0 }) => [
      ...(Number(metricValue) === 1 ? [] : [`counts a match as ${metricValue} instead of 1`]),
      ...(defaultValue === 0 ? [] : [`counts an event without a match as ${defaultValue} instead of 0`]),
    ]),
  ];
}
