import { describe, expect, it } from 'vitest';
import { createAlarm } from '../../../cloudwatch/alarm/index.ts';
import { defaultEvaluationRange, evaluationWindow } from '../../../cloudwatch/alarm/evaluation-window.ts';
import { wrongKeyAlarm } from '../../support/cloudwatch/alarm-fixtures.ts';

const at = (time: string): number => Date.parse(`2026-01-01T${time}Z`);

describe('the evaluation range', () => {
  it.each([
    [60, '12:01:00', 1, '12:00:00'],
    [60, '12:01:59.999', 1, '12:00:00'],
    [60, '12:02:00', 3, '11:59:00'],
    [300, '17:04:40', 1, '16:59:00'],
    [300, '17:04:40', 3, '16:49:00'],
    [3600, '12:30:30', 2, '10:30:00'],
    [10, '05:46:48.775', 1, '05:46:20'],
    [10, '05:47:27.551', 1, '05:47:00'],
    [10, '05:47:38.775', 9, '05:45:50'],
    [30, '12:01:05', 1, '12:00:20'],
  ])('of a period of %d seconds at %s, %d long, begins at %s', (period, now, range, start) => {
    expect(evaluationWindow({ period }, at(now), range)).toEqual({ startMs: at(start), periods: range });
  });

  it.each([
    [60, 1, 3],
    [60, 3, 5],
    [3600, 10, 12],
    [10, 1, 7],
    [10, 3, 9],
  ])(
    'of a period of %d seconds and %d of them is %d periods long by default',
    (period, evaluationPeriods, range) => {
      expect(defaultEvaluationRange({ period, evaluationPeriods })).toBe(range);
    },
  );
});

describe('the next evaluation', () => {
  it.each([
    [60, 1, '12:00:00', '12:00:01'],
    [60, 1, '12:00:01', '12:01:01'],
    [60, 1, '12:00:59.999', '12:01:01'],
    [300, 1, '12:03:30', '12:04:01'],
    [10, 1, '12:00:00', '12:00:01'],
    [10, 1, '12:00:01', '12:00:11'],
    [30, 2, '12:00:05', '12:00:11'],
    [86_400, 1, '12:00:30', '12:01:01'],
    [86_400, 2, '12:00:30', '13:00:01'],
  ])('of a period of %d seconds, %d of them, after %s is at %s', (period, evaluationPeriods, now, next) => {
    const alarm = createAlarm({ ...wrongKeyAlarm, period, evaluationPeriods }, { createdMs: 0 });

    expect(alarm.nextEvaluationMs(at(now))).toBe(at(next));
  });

  it('follows the offset it is given', () => {
    const alarm = createAlarm(wrongKeyAlarm, { createdMs: 0, evaluationOffsetMs: 48_000 });

    expect([alarm.nextEvaluationMs(at('12:00:00')), alarm.nextEvaluationMs(at('12:00:48'))]).toEqual([
      at('12:00:48'),
      at('12:01:48'),
    ]);
  });
});
