import { labAlarm, metricFilters, silenceAlarm, wrongKeyAlarm } from '../fixtures/doctor/healthy-stack.ts';
import type { RecordedFault } from '../support/doctor/examine-recorded.ts';
import { tellFaults } from '../support/doctor/tell-faults.ts';

/** Filters and alarms that are there, enabled and named as declared, and see or count nothing. */
const filters = (...list: readonly object[]) => ({
  'logs:DescribeMetricFilters': { body: { metricFilters: list } },
});
const alarms = (...list: readonly object[]) => ({
  'cloudwatch:DescribeAlarms': { body: { MetricAlarms: list } },
});
const [wrongKeyFilter, labFilter] = metricFilters;
const labTransformation = labFilter.metricTransformations[0];
const quietLabAlarm = { ...labAlarm, StateValue: 'OK' };

const faults: readonly RecordedFault[] = [
  ...(
    [
      [
        'counts nothing',
        { ...labFilter, metricTransformations: [{ ...labTransformation, metricValue: '0' }] },
        'counts a match as 0 instead of 1',
      ],
      [
        'takes its value from the message',
        { ...labFilter, metricTransformations: [{ ...labTransformation, metricValue: '$.none' }] },
        'counts a match as $.none instead of 1',
      ],
      [
        'has a default value that makes up for matches',
        { ...labFilter, metricTransformations: [{ ...labTransformation, defaultValue: -1 }] },
        'counts an event without a match as -1 instead of 0',
      ],
      [
        'reads events of another account only',
        { ...labFilter, fieldSelectionCriteria: '@aws.account = "444455556666"' },
        'reads only log events of @aws.account = "444455556666"',
      ],
      [
        'reads transformed events',
        { ...labFilter, applyOnTransformedLogs: true },
        'reads log events as a transformer has changed them',
      ],
    ] as const
  ).map(([what, filter, says]): RecordedFault => ({
    what: `a metric filter with the declared text ${what}`,
    answers: { ...filters(wrongKeyFilter, filter), ...alarms(wrongKeyAlarm, quietLabAlarm, silenceAlarm) },
    check: 'metric-filters',
    severity: 'fault',
    says: `The metric filter lab-metricfilter ${says}`,
    cure: 'npx pulumi up --refresh',
  })),
  ...(
    [
      ['dimensions', { ...labTransformation, dimensions: { region: '$.awsRegion' } }, {}],
      ['system fields', labTransformation, { emitSystemFieldDimensions: ['@aws.account'] }],
    ] as const
  ).map(([what, transformation, more]): RecordedFault => ({
    what: `a metric filter writes to the alarm's metric with ${what} that the alarm does not watch`,
    answers: {
      ...filters(wrongKeyFilter, { ...labFilter, metricTransformations: [transformation], ...more }),
      ...alarms(wrongKeyAlarm, quietLabAlarm, silenceAlarm),
    },
    check: 'alarm-feeds',
    severity: 'fault',
    says: "No metric filter feeds Lab KMSSecurityError, the metric of the alarm LabAlarm: it can't fire",
    cure: 'npx pulumi up --refresh',
  })),
  ...(
    [
      ['takes another statistic', { Statistic: 'Minimum' }, 'takes Minimum of its metric instead of Sum'],
      [
        'takes a percentile',
        { Statistic: undefined, ExtendedStatistic: 'p10' },
        'takes a percentile of its metric instead of Sum',
      ],
      [
        'goes off below its threshold',
        { ComparisonOperator: 'LessThanThreshold' },
        'compares by LessThanThreshold instead of above a threshold',
      ],
    ] as const
  ).map(([what, changes, says]): RecordedFault => ({
    what: `an alarm ${what}`,
    answers: alarms({ ...wrongKeyAlarm, ...changes }, labAlarm, silenceAlarm),
    check: 'alarm-feeds',
    severity: 'fault',
    says: `The alarm keywatch-dev-kms-wrong-key ${says}: matches don't set it off`,
    cure: 'npx pulumi up --refresh',
  })),
  {
    what: 'an alarm watches an expression',
    answers: alarms(
      { ...wrongKeyAlarm, MetricName: undefined, Namespace: undefined, Statistic: undefined },
      labAlarm,
      silenceAlarm,
    ),
    check: 'alarm-feeds',
    severity: 'fault',
    says: 'The alarm keywatch-dev-kms-wrong-key watches an expression or a query instead of one metric, as no alarm of a stack does',
    cure: 'npx pulumi up --refresh',
  },
];

tellFaults(faults);
