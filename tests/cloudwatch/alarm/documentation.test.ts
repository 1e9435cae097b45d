import { describe, expect, it } from 'vitest';
import { evaluateAlarm, type AlarmState, type TreatMissingData } from '../../../cloudwatch/alarm/index.ts';
import { documentedRows } from '../../fixtures/cloudwatch/documented-alarm-states.ts';

const values: Readonly<Record<string, number | undefined>> = { '0': 0, X: 100, '-': undefined };
const states: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];
const cases = documentedRows.flatMap(({ datapoints, datapointsToAlarm, states: documented }) =>
  Object.entries(documented).flatMap(([treatMissingData, expected]) =>
    states.map((currentState) => ({
      datapoints,
      datapointsToAlarm,
      treatMissingData,
      expected,
      currentState,
    })),
  ),
);

describe('the tables of the missing data documentation', () => {
  it.each(cases)(
    '$datapoints with $datapointsToAlarm of 3 and $treatMissingData leads from $currentState to $expected',
    ({ datapoints, datapointsToAlarm, treatMissingData, expected, currentState }) => {
      const state = evaluateAlarm({
        datapoints: Array.from(datapoints, (sign) => values[sign]),
        evaluationPeriods: 3,
        datapointsToAlarm,
        threshold: 50,
        comparisonOperator: 'GreaterThanThreshold',
        treatMissingData: treatMissingData as TreatMissingData,
        currentState,
      });

      if (expected === 'notAlarm' && currentState !== 'ALARM') expect(state).not.toBe('ALARM');
      else if (expected !== 'notAlarm') expect(state).toBe(expected === 'keep' ? currentState : expected);
    },
  );
});
