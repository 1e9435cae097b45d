import { parseAlarmArn } from './alarm-arn.ts';
import { toOffsetTimestamp } from './aws-time.ts';
import type { AlarmStateRecord, AlarmTransition } from './alarm-transition.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
export interface AlarmStateChangeEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': 'CloudWatch Alarm State Change';
  readonly source: 'aws.cloudwatch';
  readonly account: string;
  /** To the second, ending in `Z`; the timestamps inside end in `+0000`. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly [string];
  readonly detail: {
    readonly alarmName: string;
    readonly state: EventState;
    readonly previousState: EventState;
    readonly configuration: {
      readonly description?: string;
      readonly metrics: readonly [EventMetric];
    };
  };
}

interface EventState {
  readonly value: string;
  readonly reason: string;
  /** A JSON text. */
  readonly reasonData?: string;
  readonly timestamp: string;
}

interface EventMetric {
  readonly id: string;
  readonly metricStat: {
    readonly metric: {
      readonly namespace: string;
      readonly name: string;
      /** An object here; a list of pairs in SNS messages. */
      readonly dimensions: Readonly<Record<string, string>>;
    };
    readonly period: number;
    readonly stat: string;
  };
  readonly returnData: true;
}

/** UUIDs that AWS makes up: one per event, one that names the alarm's metric. */
export interface EventIds {
  readonly eventId: string;
  readonly metricId: string;
}

/** The event EventBridge receives for every change of state, whether or not actions are enabled. */
export function buildAlarmStateChangeEvent(
  { declaration, previousState, state }: AlarmTransition,
  { eventId, metricId }: EventIds,
): AlarmStateChangeEvent {
  const { region, accountId } = parseAlarmArn(declaration.alarmArn);
  const {
    alarmName,
    alarmArn,
    alarmDescription,
    namespace,
    metricName,
    dimensions = {},
    period,
    statistic,
  } = declaration;
  return {
    version: '0',
    id: eventId,
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account: accountId,
    time: `${new Date(state.updatedMs).toISOString().slice(0, 19)}Z`,
    region,
    resources: [alarmArn],
    detail: {
      alarmName,
      state: eventState(state),
      previousState: eventState(previousState),
      configuration: {
        ...(alarmDescription !== undefined && { description: alarmDescription }),
        metrics: [
          {
            id: metricId,
            metricStat: { metric: { namespace, name: metricName, dimensions }, period, stat: statistic },
            returnData: true,
          },
        ],
      },
    },
  };
}

function eventState({ value, reason, reasonData, updatedMs }: AlarmStateRecord): EventState {
  return {
    value,
    reason,
    ...(reasonData !== undefined && { reasonData }),
    timestamp: toOffsetTimestamp(updatedMs),
  };
}
