import type { Rule } from '../../rule.ts';
import { text } from '../../values.ts';
import { alarmsOf, filterType } from './filter-metrics.ts';

export const unmatchedErrorsAlarm: Rule = {
  id: 'unmatched-errors-alarm',
  sentence: 'Errors of KMS that no other alarm looks for are noticed.',
  controls: ['field'],
  on: ['aws:cloudtrail/trail:Trail'],
  check: (_trail, stack) =>
    stack.find(
      filterType,
      (filter) =>
        /\$\.errorCode\s*!=/.test(text(filter.properties['pattern'])) && alarmsOf(filter, stack).length > 0,
    ).length > 0
      ? undefined
      : 'No alarm looks for the errors that the others leave out; add a metric filter with a $.errorCode != for each error that has an alarm, and an alarm.',
};
