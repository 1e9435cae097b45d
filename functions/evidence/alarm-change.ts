import { z } from 'zod/mini';
import type { WatchedAlarm } from './settings.ts';

const alarmState = z.object({
  value: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  timestamp: z.string(),
  reason: z.optional(z.string()),
  reasonData: z.optional(z.string()),
});

const alarmStateChange = z.object({
  source: z.literal('aws.cloudwatch'),
  'detail-type': z.literal('CloudWatch Alarm State Change'),
  detail: z.object({ alarmName: z.string(), state: alarmState, previousState: alarmState }),
});

/** An alarm's transition from one state to another. */
export interface AlarmChange {
  readonly alarmName: string;
  readonly state: AlarmStateThen;
  readonly previousState: AlarmStateThen;
}

export interface AlarmStateThen {
  readonly value: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  readonly atMs: number;
  readonly reason: string;
  /** Beginning of the oldest period that decided; absent where the state was set by hand. */
  readonly startMs?: number;
}

/**
 * Reads the event that EventBridge passes on. @throws Error for any other event.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function parseAlarmChange(event: unknown): AlarmChange {
  const result = alarmStateChange.safeParse(event);
  if (!result.success) throw new Error('The event is no "CloudWatch Alarm State Change" of EventBridge.');
  const { alarmName, state, previousState } = result.data.detail;
  return { alarmName, state: stateThen(state), previousState: stateThen(previousState) };
}

/** What of the log decided: from the oldest period that was looked at to the moment of the decision. */
export interface EvidenceWindow {
  readonly startMs: number;
  readonly endMs: number;
}

const minuteMs = 60_000;

/** The records behind a transition to ALARM. Metrics have one-minute resolution, so it begins with a whole minute. */
export function windowOfAlarm({ state }: AlarmChange, { lookbackSeconds }: WatchedAlarm): EvidenceWindow {
  const startMs = state.startMs ?? state.atMs - lookbackSeconds * 1000 - minuteMs;
  return { startMs: wholeMinute(startMs), endMs: state.atMs };
}

/** The records of a whole incident, once the alarm is back in OK. */
export function windowOfIncident(
  { state, previousState }: AlarmChange,
  { lookbackSeconds }: WatchedAlarm,
): EvidenceWindow {
  const startMs = Math.min(
    previousState.startMs ?? Infinity,
    previousState.atMs - lookbackSeconds * 1000 - minuteMs,
  );
  return { startMs: wholeMinute(startMs), endMs: state.atMs };
}

function wholeMinute(atMs: number): number {
  return Math.floor(atMs / minuteMs) * minuteMs;
}

function stateThen({
  value,
  timestamp,
  reason = '',
  reasonData,
}: z.infer<typeof alarmState>): AlarmStateThen {
  const startMs = startOf(reasonData);
  return { value, atMs: parseTime(timestamp), reason, ...(startMs === undefined ? {} : { startMs }) };
}

/** `startDate` of the reason's data, which is JSON inside the event's JSON. */
function startOf(reasonData: string | undefined): number | undefined {
  if (reasonData === undefined) return undefined;
  try {
    const { startDate } = JSON.parse(reasonData) as { readonly startDate?: unknown };
    return typeof startDate === 'string' ? parseTime(startDate) : undefined;
  } catch {
    return undefined;
  }
}

/** AWS ends these times in `+0000`, which ISO 8601 does not have. */
function parseTime(timestamp: string): number {
  const atMs = Date.parse(timestamp.replace(/\+0000$/, 'Z'));
  if (Number.isNaN(atMs))
    throw new Error(`The event has ${JSON.stringify(timestamp)} where it takes a time.`);
  return atMs;
}
