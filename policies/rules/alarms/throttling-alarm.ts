import type { Rule } from '../../rule.ts';
import { text } from '../../values.ts';
import { alarmsOf, filterType } from './filter-metrics.ts';

export const throttlingAlarm: Rule = {
  id: 'throttling-alarm',
  sentence: 'KMS throttling is noticed, apart from attacks.',
  controls: ['field'],
  on: ['aws:cloudtrail/trail:Trail'],
  check: (_trail, stack) =>
    stack.find(
      filterType,
      (filter) =>
        /\$\.errorCode\s*=\s*"Throttling/.test(text(filter.properties['pattern'])) &&
        alarmsOf(filter, stack).length > 0,
    ).length > 0
      ? undefined
      : 'No alarm looks for ThrottlingException; add a metric filter for $.errorCode = "Throttling*" and an alarm.',
};
