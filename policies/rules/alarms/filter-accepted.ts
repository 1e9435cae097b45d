import { parseFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';
import type { Rule } from '../../rule.ts';
import { text } from '../../values.ts';
import { filterType } from './filter-metrics.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
export const filterAccepted: Rule = {
  id: 'filter-accepted',
  sentence: 'CloudWatch Logs accepts the pattern of a metric filter.',
  controls: ['field'],
  on: [filterType],
  check: ({ properties }) => {
    const pattern = text(properties['pattern']);
    try {
      parseFilterPattern(pattern);
      return undefined;
    } catch (error) {
      return `The pattern is refused: ${error instanceof Error ? error.message : String(error)}`;
    }
  },
};
