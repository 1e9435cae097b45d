import type { Statistic } from '../metric.ts';
import { isStandardUnit, type StandardUnit } from '../units.ts';
import type { AlarmDeclaration } from './alarm-declaration.ts';
import type { AlarmState, ComparisonOperator, TreatMissingData } from './evaluate-alarm.ts';
import type { AlarmStateRecord } from './alarm-transition.ts';

/**
 * An alarm as `DescribeAlarms` returns it. What was not declared and has no default there is absent.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html
 */
export interface MetricAlarm {
  readonly AlarmName: string;
  readonly AlarmArn: string;
  readonly AlarmDescription?: string;
  readonly AlarmConfigurationUpdatedTimestamp: Date;
  readonly ActionsEnabled: boolean;
  readonly OKActions: string[];
  readonly AlarmActions: string[];
  readonly InsufficientDataActions: string[];
  readonly StateValue: AlarmState;
  readonly StateReason: string;
  readonly StateReasonData?: string;
  readonly StateUpdatedTimestamp: Date;
  readonly MetricName: string;
  readonly Namespace: string;
  readonly Statistic: Statistic;
  readonly Dimensions: { Name: string; Value: string }[];
  readonly Period: number;
  readonly Unit?: StandardUnit;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number;
  readonly Threshold: number;
  readonly ComparisonOperator: ComparisonOperator;
  readonly TreatMissingData?: TreatMissingData;
  readonly StateTransitionedTimestamp: Date;
}

/** @param transitionedMs when the alarm last changed its state. */
export function describeAlarm(
  declaration: AlarmDeclaration,
  state: AlarmStateRecord,
  configurationUpdatedMs: number,
  transitionedMs: number,
): MetricAlarm {
  const { alarmDescription, unit, datapointsToAlarm, treatMissingData } = declaration;
  return {
    AlarmName: declaration.alarmName,
    AlarmArn: declaration.alarmArn,
    ...(alarmDescription !== undefined && { AlarmDescription: alarmDescription }),
    AlarmConfigurationUpdatedTimestamp: new Date(configurationUpdatedMs),
    ActionsEnabled: declaration.actionsEnabled ?? true,
    OKActions: [...(declaration.okActions ?? [])],
    AlarmActions: [...(declaration.alarmActions ?? [])],
    InsufficientDataActions: [...(declaration.insufficientDataActions ?? [])],
    StateValue: state.value,
    StateReason: state.reason,
    ...(state.reasonData !== undefined && { StateReasonData: state.reasonData }),
    StateUpdatedTimestamp: new Date(state.updatedMs),
    MetricName: declaration.metricName,
    Namespace: declaration.namespace,
    Statistic: declaration.statistic,
    Dimensions: Object.entries(declaration.dimensions ?? {}).map(([Name, Value]) => ({ Name, Value })),
    Period: declaration.period,
    ...(unit !== undefined && isStandardUnit(unit) && { Unit: unit }),
    EvaluationPeriods: declaration.evaluationPeriods,
    ...(datapointsToAlarm !== undefined && { DatapointsToAlarm: datapointsToAlarm }),
    Threshold: declaration.threshold,
    ComparisonOperator: declaration.comparisonOperator,
    ...(treatMissingData !== undefined && { TreatMissingData: treatMissingData }),
    StateTransitionedTimestamp: new Date(transitionedMs),
  };
}
