import { describe, expect, it } from 'vitest';
import { recordedTransitions } from '../../fixtures/cloudwatch/recorded-transitions.ts';
import { alarmIn, stubMetric, wrongKeyAlarm } from '../../support/cloudwatch/alarm-fixtures.ts';

const instant = (time: string): number => Date.parse(`2026-09-14T${time}Z`);
const timestamp = (time: string): string => `2026-09-14T${time}.000+0000`;

describe('transitions recorded from AWS', () => {
  it.each(recordedTransitions)('$title', (recorded) => {
    const { datapoints, queryDate, treatMissingData, datapointsToAlarm } = recorded;
    const metric = stubMetric(
      new Map(Object.entries(datapoints).map(([time, value]) => [instant(time), value])),
    );
    const alarm = alarmIn(
      recorded.from,
      {
        ...wrongKeyAlarm,
        statistic: 'Average',
        unit: 'Count',
        period: 10,
        evaluationPeriods: 3,
        datapointsToAlarm,
        threshold: 50,
        comparisonOperator: 'GreaterThanThreshold',
        treatMissingData,
      },
      { createdMs: 0, evaluationRange: 9 },
    );

    const transition = alarm.evaluate(instant(queryDate), metric);

    expect(transition?.state.value).toBe(recorded.to);
    expect(transition?.state.reason).toBe(recorded.reason);
    expect(JSON.parse(transition?.state.reasonData ?? '')).toEqual({
      version: '1.0',
      queryDate: `2026-09-14T${queryDate}+0000`,
      ...(recorded.startDate !== undefined && { startDate: timestamp(recorded.startDate) }),
      unit: 'Count',
      statistic: 'Average',
      period: 10,
      recentDatapoints: recorded.recentDatapoints,
      threshold: 50,
      evaluatedDatapoints: recorded.evaluated.map((time) => {
        const value = datapoints[time];
        return value === undefined
          ? { timestamp: timestamp(time) }
          : { timestamp: timestamp(time), sampleCount: 1, value };
      }),
    });
  });
});
