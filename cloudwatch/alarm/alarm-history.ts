import { JavaDouble, writeAwsJson } from './aws-json.ts';
import { toOffsetTimestamp } from './aws-time.ts';
import type { AlarmDeclaration } from './alarm-declaration.ts';
import type { AlarmStateRecord, AlarmTransition } from './alarm-transition.ts';

/**
 * An item of an alarm's history, as `DescribeAlarmHistory` returns it.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmHistoryItem.html
 */
export interface AlarmHistoryItem {
  readonly AlarmName: string;
  readonly AlarmType: 'MetricAlarm';
  readonly Timestamp: Date;
  readonly HistoryItemType: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  readonly HistorySummary: string;
  /** A JSON text. */
  readonly HistoryData: string;
}

/** What became of an action. */
export interface ActionOutcome {
  /** The ARN the alarm declares. */
  readonly action: string;
  /** When it was executed. */
  readonly executedMs: number;
  /** What was sent there. */
  readonly publishedMessage: string;
  /** Why it failed; absent when it succeeded. */
  readonly error?: string | undefined;
}

/** The item of an alarm's creation. */
export function creationItem(declaration: AlarmDeclaration, state: AlarmStateRecord): AlarmHistoryItem {
  const created = toOffsetTimestamp(state.updatedMs);
  return {
    ...itemHead(declaration, state.updatedMs),
    HistoryItemType: 'ConfigurationUpdate',
    HistorySummary: `Alarm "${declaration.alarmName}" created`,
    HistoryData: writeAwsJson({
      version: '1.0',
      type: 'Create',
      createdAlarm: {
        alarmName: declaration.alarmName,
        alarmDescription: declaration.alarmDescription,
        alarmArn: declaration.alarmArn,
        alarmConfigurationUpdatedTimestamp: created,
        namespace: declaration.namespace,
        metricName: declaration.metricName,
        statistic: declaration.statistic,
        period: declaration.period,
        unit: declaration.unit,
        dimensions: Object.entries(declaration.dimensions ?? {}).map(([name, value]) => ({ value, name })),
        threshold: new JavaDouble(declaration.threshold),
        comparisonOperator: declaration.comparisonOperator,
        evaluationPeriods: declaration.evaluationPeriods,
        datapointsToAlarm: declaration.datapointsToAlarm,
        treatMissingData: declaration.treatMissingData,
        stateValue: state.value,
        stateUpdatedTimestamp: created,
        actionsEnabled: declaration.actionsEnabled ?? true,
        alarmActions: declaration.alarmActions ?? [],
        insufficientDataActions: declaration.insufficientDataActions ?? [],
        okactions: declaration.okActions ?? [],
      },
    }),
  };
}

/** The item of a change of state. */
export function stateUpdateItem({ declaration, previousState, state }: AlarmTransition): AlarmHistoryItem {
  return {
    ...itemHead(declaration, state.updatedMs),
    HistoryItemType: 'StateUpdate',
    HistorySummary: `Alarm updated from ${previousState.value} to ${state.value}`,
    HistoryData: `{"version":"1.0","oldState":${writeState(previousState)},"newState":${writeState(state)}}`,
  };
}

/** The item of an executed action. */
export function actionItem(transition: AlarmTransition, outcome: ActionOutcome): AlarmHistoryItem {
  const { action, error, executedMs } = outcome;
  const summary = error === undefined ? 'Successfully executed action' : 'Failed to execute action';
  const received = error === undefined ? '' : `. Received error: "${error}"`;
  return {
    ...itemHead(transition.declaration, executedMs),
    HistoryItemType: 'Action',
    HistorySummary: `${summary} ${action}${received}`,
    HistoryData: writeAwsJson({
      actionState: error === undefined ? 'Succeeded' : 'Failed',
      stateUpdateTimestamp: transition.state.updatedMs,
      notificationResource: action,
      publishedMessage: outcome.publishedMessage,
      error: error ?? null,
      muteWindowEndTimestamp: null,
    }),
  };
}

function itemHead(
  { alarmName }: AlarmDeclaration,
  timestampMs: number,
): Pick<AlarmHistoryItem, 'AlarmName' | 'AlarmType' | 'Timestamp'> {
  return { AlarmName: alarmName, AlarmType: 'MetricAlarm', Timestamp: new Date(timestampMs) };
}

/** Reason data is a text elsewhere but an object here, so it goes in as it is. */
function writeState({ value, reason, reasonData }: AlarmStateRecord): string {
  const data = reasonData === undefined ? '' : `,"stateReasonData":${reasonData}`;
  return `{"stateValue":${JSON.stringify(value)},"stateReason":${JSON.stringify(reason)}${data}}`;
}
