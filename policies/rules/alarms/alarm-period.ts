import type { Rule } from '../../rule.ts';
import { number } from '../../values.ts';
import { alarmType, filtersOf } from './filter-metrics.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const alarmPeriod: Rule = {
  id: 'alarm-period',
  sentence: 'An alarm asks a metric no more often than it has values.',
  controls: ['field'],
  on: [alarmType],
  check: (alarm, stack) => {
    const seconds = number(alarm.properties['period']);
    const hasMinutes =
      String(alarm.properties['namespace']).startsWith('AWS/') || filtersOf(alarm, stack).length > 0;
    return !hasMinutes || (seconds >= 60 && seconds % 60 === 0)
      ? undefined
      : `period is ${Number.isNaN(seconds) ? 'not set' : seconds}; the metric has one value a minute, so it takes 60 or a multiple: less costs three times as much and often finds nothing.`;
  },
};
