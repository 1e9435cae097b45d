import type { Resource } from '../../resource.ts';
import type { Rule } from '../../rule.ts';
import { number, text } from '../../values.ts';
import { alarmType, filtersOf } from './filter-metrics.ts';

/** With a filter's default value 0, an average sinks with every event that does not match. */
export const alarmThreshold: Rule = {
  id: 'alarm-threshold',
  sentence: 'An alarm fires when there is enough of something, and on a metric filter counts the matches.',
  controls: ['field'],
  on: [alarmType],
  check: (alarm, stack) => [
    ...reachableProblems(alarm),
    ...(filtersOf(alarm, stack).length > 0 ? countingProblems(alarm) : []),
  ],
};

function reachableProblems({ properties }: Resource): readonly string[] {
  const { statistic, extendedStatistic, comparisonOperator, threshold } = properties;
  const periods = number(properties['evaluationPeriods']);
  const datapoints =
    properties['datapointsToAlarm'] === undefined ? periods : number(properties['datapointsToAlarm']);
  return [
    ...(text(statistic) === '' && text(extendedStatistic) === ''
      ? ['statistic is not set; it takes Sum or another.']
      : []),
    ...(/^(?:Greater|Less)Than(?:OrEqualTo)?Threshold$/.test(text(comparisonOperator))
      ? []
      : [
          `comparisonOperator is ${text(comparisonOperator) || 'not set'}; it takes GreaterThanOrEqualToThreshold or another.`,
        ]),
    ...(number(threshold) > 0
      ? []
      : [
          `threshold is ${text(threshold) || 'not set'}; it takes more than 0, or the alarm rings always or never.`,
        ]),
    ...(periods >= 1 && datapoints >= 1 && datapoints <= periods
      ? []
      : [
          `${Number.isNaN(datapoints) ? 'No number of' : datapoints} datapoints of ${Number.isNaN(periods) ? 'no number of' : periods} periods can't be reached; it takes evaluationPeriods of 1 or more, and no more datapointsToAlarm.`,
        ]),
  ];
}

function countingProblems({
  properties: { statistic, comparisonOperator, threshold },
}: Resource): readonly string[] {
  return [
    ...(statistic === 'Sum'
      ? []
      : [`statistic is ${text(statistic) || 'not set'}; on a metric filter it takes Sum.`]),
    ...(text(comparisonOperator).startsWith('GreaterThan')
      ? []
      : [
          `comparisonOperator is ${text(comparisonOperator) || 'not set'}; on a metric filter it takes GreaterThanOrEqualToThreshold.`,
        ]),
    ...(number(threshold) >= 1
      ? []
      : [`threshold is ${text(threshold) || 'not set'}; on a metric filter it takes 1 or more.`]),
  ];
}
