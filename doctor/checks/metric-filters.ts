import type { Check } from '../check.ts';
import { count } from '../count.ts';
import { describeMetricFilters } from '../describe-metric-filters.ts';
import { fault, orWell, restore, type Finding } from '../finding.ts';

/** Whether every declared metric filter is there, with the declared text. */
export const metricFilters: Check = {
  id: 'metric-filters',
  title: 'The metric filters are there, as declared',
  actions: ['logs:DescribeMetricFilters'],
  async run(context) {
    const declared = Object.entries(context.stack.metricFilterPatterns);
    const filters = await describeMetricFilters(context);
    const deployed = new Map(filters.map(({ filterName, filterPattern }) => [filterName, filterPattern]));
    const findings = declared.flatMap(([name, pattern]): readonly Finding[] => {
      const actual = deployed.get(name);
      if (actual === pattern) return [];
      if (actual !== undefined)
        return [fault(`The metric filter ${name} ${difference(pattern, actual)}`, restore)];
      return [
        fault(
          `The metric filter ${name} is not on the log group ${context.stack.trailLogGroupName}`,
          restore,
        ),
      ];
    });
    return orWell(
      findings,
      `The log group has ${count(declared.length, 'metric filter')} with the declared text`,
    );
  },
};

/** Characters shown of either text, from where they part. */
const shownCharacters = 40;

function difference(declared: string, deployed: string): string {
  let at = 0;
  while (at < declared.length && declared[at] === deployed[at]) at += 1;
  const show = (text: string): string => {
    const rest = text.slice(at, at + shownCharacters);
    return rest === '' ? 'nothing' : `${rest}${text.length > at + shownCharacters ? '…' : ''}`;
  };
  return `has another pattern than declared: at character ${at + 1} it says ${show(deployed)} instead of ${show(declared)}`;
}
