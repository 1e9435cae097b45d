import type { Rule } from '../../rule.ts';
import { alarmType, filtersOf } from './filter-metrics.ts';

export const alarmFed: Rule = {
  id: 'alarm-fed',
  sentence: 'An alarm watches a metric that something emits.',
  controls: ['field'],
  on: [alarmType],
  check: (alarm, stack) =>
    String(alarm.properties['namespace']).startsWith('AWS/') || filtersOf(alarm, stack).length > 0
      ? undefined
      : `No metric filter emits ${String(alarm.properties['namespace'])} ${String(alarm.properties['metricName'])}; use the names of a filter's metricTransformation.`,
};
