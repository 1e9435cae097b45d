import {
  createAlarm,
  type Alarm,
  type AlarmDeclaration,
  type AlarmOptions,
} from '../../../cloudwatch/alarm/index.ts';
import type { Datapoint, MetricReader } from '../../../cloudwatch/metric.ts';

/** An alarm as `kms-wrong-key` is declared: one wrong key in a minute. */
export const wrongKeyAlarm: AlarmDeclaration = {
  alarmName: 'kms-wrong-key',
  alarmArn: 'arn:aws:cloudwatch:ap-southeast-2:111122223333:alarm:kms-wrong-key',
  namespace: 'Keywatch/test',
  metricName: 'KmsWrongKey',
  statistic: 'Sum',
  period: 60,
  evaluationPeriods: 1,
  threshold: 1,
  comparisonOperator: 'GreaterThanOrEqualToThreshold',
  treatMissingData: 'notBreaching',
  alarmActions: ['arn:aws:sns:ap-southeast-2:111122223333:alerts'],
  okActions: ['arn:aws:sns:ap-southeast-2:111122223333:recoveries'],
};

/** A metric whose datapoints are given by the start of their period. */
export function stubMetric(valuesByStartMs: ReadonlyMap<number, number>): MetricReader {
  return {
    datapoints: ({ startMs, periods, periodSeconds }) =>
      Array.from({ length: periods }, (_, index): Datapoint | undefined => {
        const timestampMs = startMs + index * periodSeconds * 1000;
        const value = valuesByStartMs.get(timestampMs);
        return value === undefined ? undefined : { timestampMs, value, sampleCount: 1 };
      }),
  };
}

/** A new alarm, moved to a state if one is given. */
export function alarmIn(
  state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA',
  declaration: AlarmDeclaration,
  options: AlarmOptions = { createdMs: 0 },
): Alarm {
  const alarm = createAlarm(declaration, options);
  alarm.setState(options.createdMs, { value: state, reason: 'as a test wants it' });
  return alarm;
}
