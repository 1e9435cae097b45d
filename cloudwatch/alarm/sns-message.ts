import { parseAlarmArn } from './alarm-arn.ts';
import { JavaDouble, writeAwsJson } from './aws-json.ts';
import { toOffsetTimestamp } from './aws-time.ts';
import { regionName } from './region-names.ts';
import type { AlarmTransition } from './alarm-transition.ts';

/**
 * The JSON text CloudWatch publishes for a change of state, keys in its order: what every subscriber but an
 * e-mail address receives. Recorded in 2026; earlier messages lack `ActionExecutedAfterMuteWindow`.
 */
export function buildSnsMessage({
  declaration,
  configurationUpdatedMs,
  previousState,
  state,
}: AlarmTransition): string {
  const { region, accountId } = parseAlarmArn(declaration.alarmArn);
  return writeAwsJson({
    AlarmName: declaration.alarmName,
    AlarmDescription: declaration.alarmDescription ?? null,
    AWSAccountId: accountId,
    AlarmConfigurationUpdatedTimestamp: toOffsetTimestamp(configurationUpdatedMs),
    NewStateValue: state.value,
    NewStateReason: state.reason,
    StateChangeTime: toOffsetTimestamp(state.updatedMs),
    Region: regionName(region),
    AlarmArn: declaration.alarmArn,
    OldStateValue: previousState.value,
    ActionExecutedAfterMuteWindow: false,
    OKActions: declaration.okActions ?? [],
    AlarmActions: declaration.alarmActions ?? [],
    InsufficientDataActions: declaration.insufficientDataActions ?? [],
    Trigger: {
      MetricName: declaration.metricName,
      Namespace: declaration.namespace,
      StatisticType: 'Statistic',
      Statistic: upperSnake(declaration.statistic),
      Unit: declaration.unit ?? null,
      Dimensions: Object.entries(declaration.dimensions ?? {}).map(([name, value]) => ({ value, name })),
      Period: declaration.period,
      EvaluationPeriods: declaration.evaluationPeriods,
      DatapointsToAlarm: declaration.datapointsToAlarm,
      ComparisonOperator: declaration.comparisonOperator,
      Threshold: new JavaDouble(declaration.threshold),
      TreatMissingData: declaration.treatMissingData ?? 'missing',
      EvaluateLowSampleCountPercentile: '',
    },
  });
}

/** `SUM`, `AVERAGE`; `SAMPLE_COUNT` by analogy. */
function upperSnake(statistic: string): string {
  return statistic.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}
