import type { Rule } from '../../rule.ts';
import { alarmsOf, filterType, metricOf } from './filter-metrics.ts';

export const filterWatched: Rule = {
  id: 'filter-watched',
  sentence: 'A metric filter feeds an alarm.',
  controls: ['field'],
  on: [filterType],
  check: (filter, stack) =>
    alarmsOf(filter, stack).length > 0
      ? undefined
      : `No alarm watches ${String(metricOf(filter).namespace)} ${String(metricOf(filter).name)}; declare one, or leave the filter out.`,
};
