import { describe, expect, it } from 'vitest';
import type { AlarmDeclaration } from '../../../cloudwatch/alarm/index.ts';
import { alarmIn, stubMetric, wrongKeyAlarm } from '../../support/cloudwatch/alarm-fixtures.ts';

const now = Date.parse('2019-10-02T12:10:01Z');
const newest = Date.parse('2019-10-02T12:09:00Z');

/** The reason an alarm gives when it comes from the opposite state; values oldest first, the last of the newest minute. */
function reasonOf(
  values: readonly (number | undefined)[],
  changes: Partial<AlarmDeclaration>,
  from: 'OK' | 'ALARM',
): string | undefined {
  const points = values.flatMap((value, index) =>
    value === undefined ? [] : [[newest - (values.length - 1 - index) * 60_000, value] as const],
  );
  return alarmIn(from, { ...wrongKeyAlarm, ...changes }).evaluate(now, stubMetric(new Map(points)))?.state
    .reason;
}

describe('the reason of a state', () => {
  it('tells the day before the month', () => {
    expect(reasonOf([21.5], { threshold: 21, comparisonOperator: 'GreaterThanThreshold' }, 'OK')).toBe(
      'Threshold Crossed: 1 datapoint [21.5 (02/10/19 12:09:00)] was greater than the threshold (21.0).',
    );
  });

  it.each([
    ['GreaterThanThreshold', 3, 'was greater than'],
    ['GreaterThanOrEqualToThreshold', 2, 'was greater than or equal to'],
    ['LessThanThreshold', 1, 'was less than'],
    ['LessThanOrEqualToThreshold', 2, 'was less than or equal to'],
  ] as const)('names %s', (comparisonOperator, value, words) => {
    expect(reasonOf([value], { threshold: 2, comparisonOperator }, 'OK')).toBe(
      `Threshold Crossed: 1 datapoint [${value}.0 (02/10/19 12:09:00)] ${words} the threshold (2.0).`,
    );
  });

  it('names the opposite on recovery', () => {
    expect(reasonOf([0], {}, 'ALARM')).toBe(
      'Threshold Crossed: 1 datapoint [0.0 (02/10/19 12:09:00)] was not greater than or equal to the threshold (1.0).',
    );
  });

  it('lists several datapoints, newest first', () => {
    expect(reasonOf([1, 2], { evaluationPeriods: 2 }, 'OK')).toBe(
      'Threshold Crossed: 2 datapoints [2.0 (02/10/19 12:09:00), 1.0 (02/10/19 12:08:00)] were greater than or equal to the threshold (1.0).',
    );
  });

  it('leaves out what is older than the periods that decide, though the range holds it', () => {
    expect(reasonOf([9, 8, 1], {}, 'OK')).toBe(
      'Threshold Crossed: 1 datapoint [1.0 (02/10/19 12:09:00)] was greater than or equal to the threshold (1.0).',
    );
    expect(reasonOf([9, 0, 0], {}, 'ALARM')).toBe(
      'Threshold Crossed: 1 datapoint [0.0 (02/10/19 12:09:00)] was not greater than or equal to the threshold (1.0).',
    );
  });

  it('counts them out of the last ones when datapointsToAlarm is stated', () => {
    expect(reasonOf([1, 0, 2], { evaluationPeriods: 3, datapointsToAlarm: 2 }, 'OK')).toBe(
      'Threshold Crossed: 2 out of the last 3 datapoints [2.0 (02/10/19 12:09:00), 1.0 (02/10/19 12:07:00)] were greater than or equal to the threshold (1.0) (minimum 2 datapoints for OK -> ALARM transition).',
    );
  });

  it('names the newest five behind the comparison when there are five or more', () => {
    expect(reasonOf([6, 5, 4, 3, 2, 1], { evaluationPeriods: 6 }, 'OK')).toBe(
      'Threshold Crossed: 6 datapoints were greater than or equal to the threshold (1.0). The most recent datapoints which crossed the threshold: [1.0 (02/10/19 12:09:00), 2.0 (02/10/19 12:08:00), 3.0 (02/10/19 12:07:00), 4.0 (02/10/19 12:06:00), 5.0 (02/10/19 12:05:00)].',
    );
    expect(reasonOf([5, 4, 3, 2, 1], { evaluationPeriods: 5, datapointsToAlarm: 5 }, 'OK')).toBe(
      'Threshold Crossed: 5 out of the last 5 datapoints were greater than or equal to the threshold (1.0). The most recent datapoints which crossed the threshold: [1.0 (02/10/19 12:09:00), 2.0 (02/10/19 12:08:00), 3.0 (02/10/19 12:07:00), 4.0 (02/10/19 12:06:00), 5.0 (02/10/19 12:05:00)] (minimum 5 datapoints for OK -> ALARM transition).',
    );
  });

  it('tells missing datapoints that were treated as good', () => {
    expect(reasonOf([613], { evaluationPeriods: 20, datapointsToAlarm: 1 }, 'OK')).toBe(
      'Threshold Crossed: 1 out of the last 20 datapoints [613.0 (02/10/19 12:09:00)] was greater than or equal to the threshold (1.0) and 19 missing datapoints were treated as [NonBreaching] (minimum 1 datapoint for OK -> ALARM transition).',
    );
  });

  it('tells one missing datapoint in the singular', () => {
    expect(reasonOf([], {}, 'ALARM')).toBe(
      'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
    );
  });

  it('tells how many were received when none of them speaks for the state', () => {
    expect(
      reasonOf([0], { evaluationPeriods: 3, datapointsToAlarm: 2, treatMissingData: 'breaching' }, 'OK'),
    ).toBe(
      'Threshold Crossed: 1 datapoint was received for 3 periods and 2 missing datapoints were treated as [Breaching].',
    );
  });

  it('tells unknown datapoints in singular and plural', () => {
    expect(reasonOf([], { treatMissingData: 'missing' }, 'OK')).toBe(
      'Insufficient Data: 1 datapoint was unknown.',
    );
    expect(reasonOf([], { treatMissingData: 'missing', evaluationPeriods: 3 }, 'OK')).toBe(
      'Insufficient Data: 3 datapoints were unknown.',
    );
  });

  it('writes values as Java does', () => {
    expect(reasonOf([12_345_678], { threshold: 0.0001 }, 'OK')).toBe(
      'Threshold Crossed: 1 datapoint [1.2345678E7 (02/10/19 12:09:00)] was greater than or equal to the threshold (1.0E-4).',
    );
  });
});
