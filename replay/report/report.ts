import type { AlarmState } from '../../cloudwatch/alarm/index.ts';
import type { FileProblem } from '../archive/find-archives.ts';
import type { ThresholdOutcome } from '../alarms/tune.ts';
import type { NotReplayed } from '../replay-plan.ts';

/** An instant as ISO 8601 in UTC. */
export type Instant = string;

/** What a replay found: the facts that `--json` prints and the tables show. */
export interface ReplayReport {
  readonly stack: string;
  readonly logGroupName: string;
  readonly deliveryDelaySeconds: number;
  readonly archive: ArchiveFacts;
  readonly metricFilters: readonly MetricFilterFacts[];
  readonly alarms: readonly AlarmFacts[];
  /** Matching events that were delivered before, by their eventID. Each delivery counts, as on CloudWatch. */
  readonly duplicates: { readonly events: number; readonly isComplete: boolean };
  readonly notReplayed: readonly NotReplayed[];
  /** Files and folders that were not read, or not to their end. */
  readonly problems: readonly FileProblem[];
  /** What a reader should know before drawing conclusions. */
  readonly notes: readonly string[];
}

export interface ArchiveFacts {
  readonly files: number;
  readonly bytes: number;
  readonly ignoredFiles: number;
  readonly events: number;
  /** Left out by `--from` and `--to`. */
  readonly eventsOutside: number;
  /** Times of delivery. */
  readonly firstEvent: Instant | undefined;
  readonly lastEvent: Instant | undefined;
}

export interface MetricFilterFacts {
  readonly filterName: string;
  readonly filterPattern: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly matches: number;
  readonly duplicates: number;
  readonly firstMatch: Instant | undefined;
  readonly lastMatch: Instant | undefined;
}

export interface AlarmFacts {
  readonly alarmName: string;
  readonly metricFilters: readonly string[];
  /** Of the metric filters together. */
  readonly matches: number;
  /** One-minute datapoints of the metric other than 0, the first of them; each with the sum of its minute. */
  readonly datapoints: readonly { readonly timestamp: Instant; readonly value: number }[];
  readonly datapointCount: number;
  /** The highest datapoint of the alarm's own period that an evaluation saw. */
  readonly highestDatapoint: number | undefined;
  readonly threshold: number;
  readonly transitions: readonly TransitionFacts[];
  readonly timesInAlarm: number;
  readonly notifications: number;
  /** The state after the last event; silence after it is unknown. */
  readonly finalState: AlarmState;
  /** With `--tune`. */
  readonly thresholds?: readonly ThresholdOutcome[];
}

export interface TransitionFacts {
  readonly at: Instant;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
  /** An alarm without a past settles on OK at its first evaluation. One that was deployed before has settled long ago, so this notifies nobody. */
  readonly isSettling: boolean;
  readonly notifications: readonly NotificationFacts[];
  /** The earliest matching events of each minute that decided; of transitions to ALARM. */
  readonly causes: readonly CauseFacts[];
  /** Matching events that decided, those that are not listed included. */
  readonly causeCount: number;
}

export interface NotificationFacts {
  readonly action: string;
  readonly subject: string;
}

export interface CauseFacts {
  readonly metricFilter: string;
  readonly time: Instant;
  readonly delivered: Instant;
  readonly principal: string | undefined;
  readonly sourceIPAddress: string | undefined;
  readonly eventSource: string | undefined;
  readonly eventName: string | undefined;
  readonly errorCode: string | undefined;
  readonly requestID: string | undefined;
  readonly eventID: string | undefined;
  readonly file: string;
}
