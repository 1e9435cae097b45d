import type { EvidenceWindow } from './alarm-change.ts';
import type { Clients } from './clients.ts';
import type { Telling } from './incident.ts';
import { buildInsightsLink } from './insights-link.ts';
import type { EvidenceRecord } from './record.ts';
import type { EvidenceSettings, WatchedAlarm } from './settings.ts';

/** Why an alarm fired, as facts: what the webhook's body holds and the text is written from. Times are ISO 8601. */
export interface EvidenceFacts {
  readonly project: string;
  readonly stack: string;
  readonly region: string;
  readonly alarmName: string;
  readonly detection: string;
  readonly severity: WatchedAlarm['severity'];
  readonly title: string;
  readonly about: string;
  readonly meaning: string;
  readonly telling: Telling;
  readonly incident: IncidentFacts;
  /** CloudWatch's own words; absent where the fast path told first. */
  readonly reason?: string;
  readonly records: RecordFacts;
  readonly clients: Clients;
  readonly runbook: readonly string[];
  /** To the records in CloudWatch Logs Insights. */
  readonly link: string;
}

export interface IncidentFacts {
  readonly id: string;
  readonly alarmSince?: string;
  readonly endedAt?: string;
}

/** The records that made the alarm's metric. */
export interface RecordFacts {
  readonly count: number;
  /** False where there are more than were read, or could be: some or all could not be read. */
  readonly complete: boolean;
  /** Why not all could be read, where something failed. */
  readonly problem?: string;
  /** Of the calls themselves, not of their delivery; absent where there is no record. */
  readonly firstAt?: string;
  readonly lastAt?: string;
  readonly byError: readonly Count[];
  readonly byPrincipal: readonly Count[];
  /** The principals by name, a role once for all its sessions; most records first. */
  readonly by: readonly string[];
  readonly bySourceAddress: readonly Count[];
  /** KMS's own, or those of whichever service was called; the latest first, at most {@link maxRequestIds}. */
  readonly requestIds: readonly string[];
}

export interface Count {
  readonly what: string;
  readonly count: number;
}

const maxRequestIds = 20;
const maxCounts = 10;

/** Records, as far as they could be read. */
export interface ReadRecords {
  readonly records: readonly EvidenceRecord[];
  /** False where there may be more. */
  readonly complete: boolean;
  /** What failed; absent where nothing did. */
  readonly problem?: string;
}

/** What was found in the logs. */
export interface Gathered extends ReadRecords {
  readonly clients: Clients;
}

export interface EvidenceSubject {
  readonly settings: EvidenceSettings;
  readonly alarm: WatchedAlarm;
  readonly telling: Telling;
  readonly incident: IncidentFacts;
  readonly window: EvidenceWindow;
  readonly reason?: string;
}

/** Puts the facts together. Pure. */
export function buildEvidence(subject: EvidenceSubject, gathered: Gathered): EvidenceFacts {
  const { settings, alarm, telling, incident, window, reason } = subject;
  const { project, stack, region } = settings;
  const { alarmName, detection, severity, title, about, meaning, runbook } = alarm;
  return {
    project,
    stack,
    region,
    alarmName,
    detection,
    severity,
    title,
    about,
    meaning,
    telling,
    incident,
    ...(reason === undefined ? {} : { reason }),
    records: describeRecords(gathered),
    clients: gathered.clients,
    runbook,
    link: buildInsightsLink({ ...settings, window, query: alarm.query }),
  };
}

function describeRecords({ records, complete, problem }: ReadRecords): RecordFacts {
  const times = records.map(({ atMs }) => atMs);
  const ids = [...records].sort((a, b) => b.atMs - a.atMs).flatMap(({ requestId }) => requestId ?? []);
  return {
    count: records.length,
    complete,
    ...(problem === undefined ? {} : { problem }),
    ...(records.length === 0
      ? {}
      : {
          firstAt: iso(times.reduce((a, b) => Math.min(a, b))),
          lastAt: iso(times.reduce((a, b) => Math.max(a, b))),
        }),
    byError: countBy(records, ({ errorCode, call }) => `${errorCode ?? 'no error'} on ${call}`),
    byPrincipal: countBy(records, ({ principal }) => principal),
    by: countBy(records, ({ who }) => who).map(({ what }) => what),
    bySourceAddress: countBy(records, ({ sourceAddress }) => sourceAddress),
    requestIds: [...new Set(ids)].slice(0, maxRequestIds),
  };
}

/** Most first; what is beyond the tenth is counted together. */
export function countBy(
  records: readonly EvidenceRecord[],
  whatOf: (record: EvidenceRecord) => string,
): Count[] {
  const counts = new Map<string, number>();
  for (const record of records) counts.set(whatOf(record), (counts.get(whatOf(record)) ?? 0) + 1);
  const sorted = [...counts]
    .map(([what, count]) => ({ what, count }))
    .sort((a, b) => b.count - a.count || (a.what < b.what ? -1 : 1));
  const others = sorted.slice(maxCounts);
  if (others.length === 0) return sorted;
  const count = others.reduce((sum, each) => sum + each.count, 0);
  return [...sorted.slice(0, maxCounts), { what: `${others.length} more`, count }];
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
