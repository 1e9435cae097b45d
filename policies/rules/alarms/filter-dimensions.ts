import type { Rule } from '../../rule.ts';
import { at } from '../../values.ts';
import { filterType } from './filter-metrics.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html */
export const filterDimensions: Rule = {
  id: 'filter-dimensions',
  sentence: 'A metric filter has no dimensions.',
  controls: ['field'],
  on: [filterType],
  check: ({ properties }) =>
    Object.keys(at(properties, 'metricTransformation', 'dimensions') ?? {}).length === 0
      ? undefined
      : 'metricTransformation.dimensions is set; leave it out: AWS disables a filter whose dimensions take a thousand values within an hour, and each is a metric to pay for.',
};
