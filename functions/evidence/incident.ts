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
  /** The fast path saw as many records as the alarm asks for; `atMs` is the time of the first. */
  | { readonly kind: 'records'; readonly atMs: number };

/** What is told of an incident: once each, on every channel. */
export type Telling = 'started' | 'recovered';

/** The incident a sign belongs to, and what is to be told of it unless it was told before. */
export interface Followed {
  /** To be kept for the next sign. */
  readonly latest: Incident;
  readonly told: { readonly incidentId: string; readonly telling: Telling };
}

/**
 * How long an alarm may come after the records that the fast path saw: CloudTrail's delivery to CloudWatch Logs has no
 * promised end, and the slowest detection looks back an hour. Later, it is another incident.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
 */
export const alarmFollowsWithinMs = 2 * 60 * 60 * 1000;

/**
 * Follows one alarm's incidents, sign by sign. Signs may come twice and out of order, as EventBridge delivers them: what
 * is older than the latest incident is still told, under an id of its own, and leaves the latest alone. Pure.
 */
export function follow(latest: Incident | undefined, sign: Sign): Followed {
  switch (sign.kind) {
    case 'alarm':
      return followAlarm(latest, sign.atMs);
    case 'recovery':
      return followRecovery(latest, sign);
    case 'records':
      return followRecords(latest, sign.atMs);
  }
}

function followAlarm(latest: Incident | undefined, atMs: number): Followed {
  if (latest === undefined) return begin(atMs, { alarmSinceMs: atMs });
  if (latest.alarmSinceMs === atMs) return same(latest);
  if (isOpen(latest) && latest.alarmSinceMs === undefined && isNear(latest, atMs)) {
    return same({ ...latest, alarmSinceMs: atMs });
  }
  const lastKnownMs = Math.max(latest.alarmSinceMs ?? latest.startedMs, latest.endedMs ?? 0);
  return atMs > lastKnownMs ? begin(atMs, { alarmSinceMs: atMs }) : past(latest, atMs, 'started');
}

/**
 * The time of the previous state in an event need not be that of its own event to the millisecond, so that a recovery
 * belongs to the incident that was open then.
 */
function followRecovery(
  latest: Incident | undefined,
  { atMs, alarmSinceMs }: Extract<Sign, { kind: 'recovery' }>,
): Followed {
  if (latest === undefined || (latest.endedMs ?? Infinity) < atMs) {
    return end({ ...incidentAt(alarmSinceMs), alarmSinceMs }, atMs);
  }
  if (latest.startedMs > atMs || (latest.endedMs ?? atMs) > atMs)
    return past(latest, alarmSinceMs, 'recovered');
  return end({ ...latest, alarmSinceMs: latest.alarmSinceMs ?? alarmSinceMs }, atMs);
}

function followRecords(latest: Incident | undefined, atMs: number): Followed {
  if (latest === undefined) return begin(atMs);
  if (latest.endedMs !== undefined) return atMs > latest.endedMs ? begin(atMs) : same(latest);
  return latest.alarmSinceMs !== undefined || isNear(latest, atMs) ? same(latest) : begin(atMs);
}

function begin(atMs: number, known: Partial<Incident> = {}): Followed {
  return same({ ...incidentAt(atMs), ...known });
}

function same(latest: Incident): Followed {
  return { latest, told: { incidentId: latest.id, telling: 'started' } };
}

function end(incident: Incident, endedMs: number): Followed {
  const latest = { ...incident, endedMs };
  return { latest, told: { incidentId: latest.id, telling: 'recovered' } };
}

function past(latest: Incident, atMs: number, telling: Telling): Followed {
  return { latest, told: { incidentId: incidentAt(atMs).id, telling } };
}

function incidentAt(startedMs: number): Incident {
  return { id: new Date(startedMs).toISOString(), startedMs };
}

function isOpen({ endedMs }: Incident): boolean {
  return endedMs === undefined;
}

function isNear({ startedMs }: Incident, atMs: number): boolean {
  return atMs - startedMs <= alarmFollowsWithinMs;
}
