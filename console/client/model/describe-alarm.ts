import type { AlarmSettingsView } from '../../protocol.ts';
import { formatNumber } from './count.ts';
import { formatPeriod } from './format-time.ts';

const signs: Readonly<Record<AlarmSettingsView['comparisonOperator'], string>> = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '≥',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '≤',
};

const missing: Readonly<Record<AlarmSettingsView['treatMissingData'], string>> = {
  missing: 'with missing data the state is unknown',
  ignore: 'missing data changes nothing',
  breaching: 'missing data counts as breaching',
  notBreaching: 'missing data counts as good',
};

/** When the alarm fires, short: `Sum ≥ 1 in 1 min`, `Sum ≥ 1 in 3 of 5 × 1 min`. */
export function describeCondition(alarm: AlarmSettingsView): string {
  const { statistic, comparisonOperator, threshold, period, evaluationPeriods, datapointsToAlarm } = alarm;
  const condition = `${statistic} ${signs[comparisonOperator]} ${formatNumber(threshold)}`;
  const length = formatPeriod(period);
  if (evaluationPeriods === 1) return `${condition} in ${length}`;
  if (evaluationPeriods === datapointsToAlarm)
    return `${condition} in each of ${evaluationPeriods} × ${length}`;
  return `${condition} in ${datapointsToAlarm} of ${evaluationPeriods} × ${length}`;
}

/** What the alarm makes of periods without data. */
export function describeMissingData({ treatMissingData }: AlarmSettingsView): string {
  return missing[treatMissingData];
}

/** Whether a value breaches the threshold. */
export function isBreaching(value: number, { comparisonOperator, threshold }: AlarmSettingsView): boolean {
  switch (comparisonOperator) {
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
  }
}
