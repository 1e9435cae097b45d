import type { Rule } from '../../rule.ts';
import { number, text } from '../../values.ts';
import { alarmType, filtersOf } from './filter-metrics.ts';

/** With a filter's default value 0, an average sinks with every event that does not match. */
export const alarmThreshold: Rule = {
  id: 'alarm-threshold',
  sentence: 'An alarm on a metric filter counts matches and fires when there are enough.',
  controls: ['field'],
  on: [alarmType],
  check: (alarm, stack) => {
    if (filtersOf(alarm, stack).length === 0) return;
    const { statistic, comparisonOperator, threshold, evaluationPeriods, datapointsToAlarm } =
      alarm.properties;
    const periods = number(evaluationPeriods);
    const datapoints = datapointsToAlarm === undefined ? periods : number(datapointsToAlarm);
    return [
      ...(statistic === 'Sum' ? [] : [`statistic is ${text(statistic) || 'not set'}; it takes Sum.`]),
      ...(/^GreaterThan(?:OrEqualTo)?Threshold$/.test(text(comparisonOperator))
        ? []
        : [
            `comparisonOperator is ${text(comparisonOperator) || 'not set'}; it takes GreaterThanOrEqualToThreshold.`,
          ]),
      ...(number(threshold) >= 1
        ? []
        : [`threshold is ${text(threshold) || 'not set'}; it takes 1 or more, or silence is a breach.`]),
      ...(periods >= 1 && datapoints >= 1 && datapoints <= periods
        ? []
        : [
            `datapointsToAlarm ${text(datapointsToAlarm)} of evaluationPeriods ${text(evaluationPeriods)} can't be reached.`,
          ]),
    ];
  },
};
