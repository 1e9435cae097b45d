import type { AlarmSettings } from './detection.ts';

/** Whether one match, which counts 1, takes an alarm to ALARM. */
export function alarmFiresAtOnce(alarm: AlarmSettings): boolean {
  const { evaluationPeriods, datapointsToAlarm = evaluationPeriods } = alarm;
  return datapointsToAlarm === 1 && isBreaching(alarm);
}

function isBreaching({ comparisonOperator, threshold }: AlarmSettings): boolean {
  switch (comparisonOperator) {
    case 'GreaterThanThreshold':
      return threshold < 1;
    case 'GreaterThanOrEqualToThreshold':
      return threshold <= 1;
    case 'LessThanThreshold':
      return false;
  }
}
