import type { Statistic } from '../metric.ts';
import type { ComparisonOperator, TreatMissingData } from './evaluate-alarm.ts';

/**
 * An alarm on one metric with a static threshold, as `PutMetricAlarm` declares it.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export interface AlarmDeclaration {
  readonly alarmName: string;
  /** `arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME`; region and account of the notifications come from it. */
  readonly alarmArn: string;
  readonly alarmDescription?: string | undefined;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
  readonly statistic: Statistic;
  /** Only data of this unit is evaluated; of any unit when absent. */
  readonly unit?: string | undefined;
  /** Seconds: 10, 20, 30 or a multiple of 60. */
  readonly period: number;
  /** N, the periods that decide. */
  readonly evaluationPeriods: number;
  /** M out of N; default N. Whether it is stated changes the wording of reasons. */
  readonly datapointsToAlarm?: number | undefined;
  readonly threshold: number;
  readonly comparisonOperator: ComparisonOperator;
  /** Default `missing`. */
  readonly treatMissingData?: TreatMissingData | undefined;
  /** Default true. */
  readonly actionsEnabled?: boolean | undefined;
  /** ARNs; so are the two below. */
  readonly alarmActions?: readonly string[] | undefined;
  readonly okActions?: readonly string[] | undefined;
  readonly insufficientDataActions?: readonly string[] | undefined;
}
