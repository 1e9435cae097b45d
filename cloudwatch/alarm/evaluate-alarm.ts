/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export type ComparisonOperator =
  | 'GreaterThanThreshold'
  | 'GreaterThanOrEqualToThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold';

export type TreatMissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

export interface AlarmEvaluation {
  /** One per period of the evaluation range, oldest first; `undefined` is missing. */
  readonly datapoints: readonly (number | undefined)[];
  readonly evaluationPeriods: number;
  /** Default: `evaluationPeriods`. */
  readonly datapointsToAlarm?: number | undefined;
  readonly threshold: number;
  readonly comparisonOperator: ComparisonOperator;
  readonly treatMissingData: TreatMissingData;
  /** What the alarm keeps when missing data leaves nothing to decide on. */
  readonly currentState: AlarmState;
}

/**
 * Decides an alarm's state from the datapoints of its evaluation range, M out of N.
 *
 * As long as the range holds N real datapoints, the newest N decide and missing ones do not count. With fewer,
 * the treatment of missing data stands in for the rest; real breaching or good datapoints, however old within
 * the range, come first. Reproduces every row of AWS's tables and the recorded transitions.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function evaluateAlarm(evaluation: AlarmEvaluation): AlarmState {
  const { datapoints, evaluationPeriods, treatMissingData, currentState } = evaluation;
  const datapointsToAlarm = evaluation.datapointsToAlarm ?? evaluationPeriods;
  const breaches = datapoints.map((value) => value !== undefined && isBreaching(value, evaluation));
  const real = breaches.filter((_, index) => datapoints[index] !== undefined).slice(-evaluationPeriods);
  const breaching = real.filter(Boolean).length;
  const missing = evaluationPeriods - real.length;

  if (breaching >= datapointsToAlarm) return 'ALARM';
  if (missing === 0) return 'OK';
  if (treatMissingData === 'breaching') return breaching + missing >= datapointsToAlarm ? 'ALARM' : 'OK';
  if (treatMissingData === 'notBreaching') return 'OK';
  if (real.length === 0) return treatMissingData === 'ignore' ? currentState : 'INSUFFICIENT_DATA';
  if (breaching < real.length) return 'OK';
  if (treatMissingData === 'ignore') return currentState;
  return isPremature(breaches, datapointsToAlarm) ? currentState : 'ALARM';
}

/** Whether a value breaches the threshold. */
export function isBreaching(
  value: number,
  { threshold, comparisonOperator }: Pick<AlarmEvaluation, 'threshold' | 'comparisonOperator'>,
): boolean {
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

/**
 * With nothing but breaching and missing datapoints, the alarm waits until the oldest breach is as old as the
 * number of datapoints to alarm: data that is only late may still arrive. What the state is meanwhile is
 * documented as "not ALARM yet"; that it stays as it was is derived.
 */
function isPremature(breaches: readonly boolean[], datapointsToAlarm: number): boolean {
  const agePeriods = breaches.length - breaches.indexOf(true);
  return agePeriods < datapointsToAlarm;
}
