import type { AlarmState } from '../../cloudwatch/alarm/index.ts';
import type { MailView } from './mails.ts';
import type { Fault } from './scenarios.ts';

/** A step of a request's path, or of an alarm's. */
export type ConsoleEvent =
  | RequestEvent
  | CallEvent
  | UnrecordedEvent
  | RuleMatchEvent
  | DeliveryEvent
  | MatchEvent
  | TransitionEvent
  | MailEvent
  | FaultEvent;

interface EventHead {
  /** Increases with every event of a run. */
  readonly id: number;
  readonly atMs: number;
}

/**
 * A request to the service, told once it is answered, so after the calls it made. `kmsCalls` lead to them: the path of
 * a request is its KMS request ids' calls, deliveries and matches.
 */
export interface RequestEvent extends EventHead {
  readonly kind: 'request';
  readonly requestId: string;
  readonly method: string;
  /** The route's pattern; `null`: there is none for what was asked. */
  readonly route: string | null;
  readonly statusCode: number;
  readonly durationMs: number;
  readonly clientAddress: string;
  readonly kmsCalls: readonly KmsCallView[];
}

/** A call as the service saw it: one that KMS never saw (an outage) is here alone. */
export interface KmsCallView {
  /** When the service told of it. */
  readonly atMs: number;
  readonly operation: string;
  readonly outcome: string;
  readonly errorCode?: string;
  readonly kmsRequestId?: string;
}

/** A call that AWS answered, as CloudTrail describes it. */
export interface CallEvent extends EventHead, RecordIds {
  readonly kind: 'call';
  readonly eventSource: string;
  readonly eventName: string;
  readonly errorCode?: string;
  readonly principal: string;
  readonly sourceIp: string;
  /** The AWS service that made it for its caller. */
  readonly invokedBy?: string;
}

/** The trail does not record a call: nobody will ever see it. */
export interface UnrecordedEvent extends EventHead, RecordIds {
  readonly kind: 'unrecorded';
  readonly because: string;
}

/** Rules of EventBridge found a record: the fast path, which is sooner than the delivery and tells by itself. */
export interface RuleMatchEvent extends EventHead, RecordIds {
  readonly kind: 'rule-match';
  readonly ruleNames: readonly string[];
}

/** A record arrived in the trail's log group. */
export interface DeliveryEvent extends EventHead, RecordIds {
  readonly kind: 'delivery';
  readonly logGroupName: string;
}

/** A metric filter matched a log event: a record, or a line of the service (then there is a `requestId` at most). */
export interface MatchEvent extends EventHead, Partial<RecordIds> {
  readonly kind: 'match';
  readonly filterName: string;
  /** The alarms its metric feeds. */
  readonly detectionIds: readonly string[];
  readonly requestId?: string;
}

/** What leads from one step to the next. */
export interface RecordIds {
  /** The record's `eventID`. */
  readonly eventId: string;
  /** The record's `requestID`, which the service logs as `kmsRequestId`. */
  readonly kmsRequestId: string;
}

/** An alarm changed its state. */
export interface TransitionEvent extends EventHead {
  readonly kind: 'transition';
  readonly detectionId: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  /** CloudWatch's words. */
  readonly reason: string;
  /** The log events counted in the periods that decided, oldest first, the newest of them. */
  readonly causes: readonly CauseView[];
  /** How many there were; more than `causes` holds when there were too many. */
  readonly causeCount: number;
}

/** A log event that a detection's filter matched. */
export interface CauseView extends Partial<RecordIds> {
  /** The {@link MatchEvent}'s id. */
  readonly matchId: number;
  readonly atMs: number;
  readonly eventName?: string;
  readonly errorCode?: string;
  readonly principal?: string;
  readonly sourceIp?: string;
  /** The service's request behind it, and its client, where the service's log tells. */
  readonly requestId?: string;
  readonly clientAddress?: string;
}

/** A mail arrived; it is in the stream whole. */
export interface MailEvent extends EventHead {
  readonly kind: 'mail';
  readonly mail: MailView;
}

/** A fault was switched on or off. */
export interface FaultEvent extends EventHead {
  readonly kind: 'fault';
  readonly fault: Fault | null;
}
