/**
 * What happened between an alarm's transition to ALARM and its return to OK. Where the fast path saw the records before
 * CloudWatch did, the incident begins with the first of them and the alarm joins it later.
 */
export interface Incident {
  /** When it began, as ISO 8601: two incidents of one alarm never begin together. */
  readonly id: string;
  readonly startedMs: number;
  /** When the alarm entered ALARM; absent while only the fast path knows. */
  readonly alarmSinceMs?: number;
  readonly endedMs?: number;
}

/** Something that begins, continues or ends an incident. */
export type Sign =
  /** The alarm entered ALARM. */
  | { readonly kind: 'alarm'; readonly atMs: number }
  /** The alarm returned to OK; `alarmSinceMs` is when it had entered ALARM, as far as the event knows. */
  | { readonly kind: 'recovery'; readonly atMs: number; readonly alarmSinceMs: number }
  /** The alarm came to OK from another state than ALARM: an incident that is still open has ended unnoticed. */
  | { readonly kind: 'settled'; readonly atMs: number }
  /** The fast path saw a record at which the alarm fires; `atMs` is the time of its call. */
  | { readonly kind: 'records'; readonly atMs: number };

/** What is told of an incident: once each, on every channel. */
export type Telling = 'started' | 'recovered';

/** An incident, and what is to be told of it unless it was told before. */
export interface ToldIncident {
  readonly incident: Incident;
  readonly telling: Telling;
}

export interface Followed {
  /** To be kept for the next sign, the oldest first. */
  readonly incidents: readonly Incident[];
  /** `undefined`: the sign is nothing to tell of. */
  readonly told: ToldIncident | undefined;
}

/**
 * How long an alarm may come after the records that the fast path saw: CloudTrail's delivery to CloudWatch Logs has no
 * promised end, and the slowest detection looks back an hour. Later, it is another incident.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
 */
export const alarmFollowsWithinMs = 2 * 60 * 60 * 1000;

/** So many incidents are remembered: what comes again late enough to belong to an older one is rare. */
const maxIncidents = 10;

/**
 * Follows one alarm's incidents, sign by sign. Signs may come twice and out of order, as EventBridge delivers them, and
 * hours later where somebody hands them over once more: each goes to the incident that it belongs to, also where another
 * one has begun since. One that is older than the latest incident and belongs to none is still told, under an id of its
 * own. Pure.
 * @param known the oldest first
 */
export function follow(known: readonly Incident[], sign: Sign): Followed {
  switch (sign.kind) {
    case 'alarm':
      return followAlarm(known, sign.atMs);
    case 'recovery':
      return followRecovery(known, sign);
    case 'settled':
      return followSettled(known, sign.atMs);
    case 'records':
      return followRecords(known, sign.atMs);
  }
}

function followAlarm(known: readonly Incident[], atMs: number): Followed {
  const same = known.find(({ alarmSinceMs }) => alarmSinceMs === atMs);
  if (same !== undefined) return tell(known, same, 'started');
  const before = lastBegunBy(known, atMs);
  if (before !== undefined && waitsForAlarm(before, atMs)) {
    return tell(known, { ...before, alarmSinceMs: atMs }, 'started');
  }
  const own = { ...incidentAt(atMs), alarmSinceMs: atMs };
  return before !== undefined && goesOnAfter(before, atMs)
    ? tellAlone(known, own, 'started')
    : tell(known, own, 'started');
}

/**
 * The time of the previous state in an event need not be that of its own event to the millisecond, so that a recovery
 * belongs to the incident that was open then.
 */
function followRecovery(
  known: readonly Incident[],
  { atMs, alarmSinceMs }: Extract<Sign, { kind: 'recovery' }>,
): Followed {
  const before = lastBegunBy(known, atMs);
  if (before !== undefined && isOpenAt(before, atMs)) {
    return tell(known, { alarmSinceMs, ...before, endedMs: atMs }, 'recovered');
  }
  if (before?.endedMs !== undefined && before.endedMs >= atMs) return tell(known, before, 'recovered');
  const own = { ...incidentAt(alarmSinceMs), alarmSinceMs, endedMs: atMs };
  return before !== undefined && goesOnAfter(before, atMs)
    ? tellAlone(known, own, 'recovered')
    : tell(known, own, 'recovered');
}

/** Without this, an incident whose recovery never came would take all later records for its own. */
function followSettled(known: readonly Incident[], atMs: number): Followed {
  const before = lastBegunBy(known, atMs);
  const hasEnded = before?.alarmSinceMs !== undefined && isOpenAt(before, atMs);
  return { incidents: hasEnded ? put(known, { ...before, endedMs: atMs }) : known, told: undefined };
}

/** A record belongs to the first incident that was not over at its time. It may be older than what began that one. */
function followRecords(known: readonly Incident[], atMs: number): Followed {
  const found = known.find((incident, index) => atMs <= lastRecordMs(incident, known[index + 1]));
  const isOwn = found !== undefined && found.startedMs - atMs <= alarmFollowsWithinMs;
  return tell(known, isOwn ? found : incidentAt(atMs), 'started');
}

/** The latest time that a record of an incident may have. */
function lastRecordMs({ startedMs, alarmSinceMs, endedMs }: Incident, next: Incident | undefined): number {
  if (endedMs !== undefined) return endedMs;
  const untilAlarmMs = alarmSinceMs === undefined ? startedMs + alarmFollowsWithinMs : Infinity;
  return Math.min(untilAlarmMs, (next?.startedMs ?? Infinity) - 1);
}

function lastBegunBy(known: readonly Incident[], atMs: number): Incident | undefined {
  return known.findLast(({ startedMs }) => startedMs <= atMs);
}

/** One that has ended had its alarm. */
function waitsForAlarm({ startedMs, alarmSinceMs }: Incident, atMs: number): boolean {
  return alarmSinceMs === undefined && atMs - startedMs <= alarmFollowsWithinMs;
}

/** Neither over nor, for all that is known, in an ALARM that began only later. */
function isOpenAt({ alarmSinceMs, endedMs }: Incident, atMs: number): boolean {
  return endedMs === undefined && (alarmSinceMs ?? atMs) <= atMs;
}

/** Whether its ALARM or its end is known to have come later. */
function goesOnAfter({ alarmSinceMs = -Infinity, endedMs = -Infinity }: Incident, atMs: number): boolean {
  return alarmSinceMs > atMs || endedMs >= atMs;
}

/** Of something older within an incident: that one goes on, and this is not kept. */
function tellAlone(known: readonly Incident[], incident: Incident, telling: Telling): Followed {
  return { incidents: known, told: { incident, telling } };
}

function tell(known: readonly Incident[], incident: Incident, telling: Telling): Followed {
  return { incidents: put(known, incident), told: { incident, telling } };
}

function put(known: readonly Incident[], incident: Incident): readonly Incident[] {
  return [...known.filter(({ id }) => id !== incident.id), incident]
    .sort((a, b) => a.startedMs - b.startedMs)
    .slice(-maxIncidents);
}

function incidentAt(startedMs: number): Incident {
  return { id: new Date(startedMs).toISOString(), startedMs };
}
