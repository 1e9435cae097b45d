/** An alarm's settings, as far as a sentence about them needs. */
export interface AlarmCondition {
  readonly statistic: string;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm?: number | undefined;
  readonly threshold: number;
  readonly comparisonOperator: 'GreaterThanThreshold' | 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold';
}

const comparisons = {
  GreaterThanThreshold: 'more than',
  GreaterThanOrEqualToThreshold: 'at least',
  LessThanThreshold: 'less than',
};

/** When an alarm fires, for a person: `Sum of at least 1 within 1 minute`. */
export function describeAlarm(alarm: AlarmCondition): string {
  const { statistic, evaluationPeriods, datapointsToAlarm = evaluationPeriods } = alarm;
  const once = `${statistic} of ${comparisons[alarm.comparisonOperator]} ${count(alarm.threshold)} within ${period(alarm.periodSeconds)}`;
  if (evaluationPeriods === 1) return once;
  return datapointsToAlarm === evaluationPeriods
    ? `${once}, ${evaluationPeriods} times in a row`
    : `${once}, in ${datapointsToAlarm} of ${evaluationPeriods} such periods`;
}

const gib = 1024 ** 3;

function count(value: number): string {
  if (value > 0 && value % gib === 0) return `${value / gib} GiB`;
  return value.toLocaleString('en-US');
}

function period(seconds: number): string {
  if (seconds % 3600 === 0) return plural(seconds / 3600, 'hour');
  return seconds % 60 === 0 ? plural(seconds / 60, 'minute') : plural(seconds, 'second');
}

function plural(value: number, unit: string): string {
  return `${value} ${unit}${value === 1 ? '' : 's'}`;
}
