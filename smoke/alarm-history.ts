import type { AlarmHistoryItem } from '@aws-sdk/client-cloudwatch';

/** A change of state, as the history of an alarm tells it. */
export interface StateUpdate {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly datapoints: readonly { readonly periodStartMs: number; readonly value: number }[];
}

interface HistoryState {
  readonly stateValue: string;
  readonly stateReason?: string;
  readonly stateReasonData?: {
    readonly evaluatedDatapoints?: readonly { readonly timestamp: string; readonly value?: number }[];
  };
}

/** Reads a `StateUpdate` item; `undefined` for an item of another type. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmHistoryItem.html */
export function readStateUpdate(item: AlarmHistoryItem): StateUpdate | undefined {
  if (item.HistoryItemType !== 'StateUpdate') return undefined;
  const data = historyData(item) as { oldState?: HistoryState; newState?: HistoryState };
  const evaluated = data.newState?.stateReasonData?.evaluatedDatapoints ?? [];
  return {
    from: data.oldState?.stateValue ?? '',
    to: data.newState?.stateValue ?? '',
    reason: data.newState?.stateReason ?? '',
    datapoints: evaluated.flatMap(({ timestamp, value }) =>
      value === undefined ? [] : [{ periodStartMs: Date.parse(timestamp), value }],
    ),
  };
}

export function isTransitionToAlarm(item: AlarmHistoryItem): boolean {
  return readStateUpdate(item)?.to === 'ALARM';
}

/** Whether an item says that an action was executed, such as publishing to a topic. */
export function isExecutedAction(item: AlarmHistoryItem): boolean {
  return (
    item.HistoryItemType === 'Action' &&
    (item.HistorySummary ?? '').startsWith('Successfully executed action')
  );
}

/**
 * Whether an executed action followed a transition to ALARM: the latest state update before it was one. A first
 * evaluation to OK executes actions as well, and tells nobody of a wrong key.
 */
export function actionsOfAlarm(history: readonly AlarmHistoryItem[]): AlarmHistoryItem[] {
  let state: string | undefined;
  return history.filter((item) => {
    state = readStateUpdate(item)?.to ?? state;
    return isExecutedAction(item) && state === 'ALARM';
  });
}

function historyData(item: AlarmHistoryItem): unknown {
  try {
    return JSON.parse(item.HistoryData ?? '{}');
  } catch {
    return {};
  }
}
