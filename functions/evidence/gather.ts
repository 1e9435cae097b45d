import type { EvidenceWindow } from './alarm-change.ts';
import { findClients, requestLinesPattern, type Clients } from './clients.ts';
import type { Gathered, ReadRecords } from './evidence.ts';
import type { LogReader } from './ports.ts';
import { parseRecord, type EvidenceRecord } from './record.ts';
import type { EvidenceSettings, WatchedAlarm } from './settings.ts';

/** Between a call's record and the service's line of it. */
const requestMarginMs = 60_000;

/** Reads what is behind an alarm: its records by the detection's own patterns, then the clients who caused them. */
export async function gather(
  logs: LogReader,
  settings: EvidenceSettings,
  alarm: WatchedAlarm,
  window: EvidenceWindow,
): Promise<Gathered> {
  const { trailLogGroupName: logGroupName } = settings;
  const { filterPatterns } = alarm;
  const { messages, ...rest } =
    filterPatterns.length === 0
      ? { messages: [], complete: true }
      : await logs.search({ logGroupName, filterPatterns, ...window });
  const read: ReadRecords = { records: distinct(messages), ...rest };
  return { ...read, clients: await clientsBehind(logs, settings, alarm, read) };
}

/** CloudTrail may deliver a record twice, and one record may match several patterns. */
function distinct(messages: readonly string[]): EvidenceRecord[] {
  const records = messages.flatMap((message) => parseRecord(message) ?? []);
  return [...new Map(records.map((record) => [record.eventId, record])).values()];
}

/** The clients who caused records that were read, as far as the service's log tells. */
export async function clientsBehind(
  logs: LogReader,
  { serviceLogGroupName }: Pick<EvidenceSettings, 'serviceLogGroupName'>,
  { madeForClients }: Pick<WatchedAlarm, 'madeForClients'>,
  { records, complete }: ReadRecords,
): Promise<Clients> {
  if (!madeForClients)
    return { known: false, because: 'these calls were not made by the service of this stack' };
  if (serviceLogGroupName === undefined) {
    return { known: false, because: "the service's log is not in this stack" };
  }
  if (records.length === 0 && !complete) {
    return { known: false, because: 'the records themselves could not be read' };
  }
  const times = records.map(({ atMs }) => atMs);
  if (times.length === 0) return { known: true, addresses: [], unmatched: 0, complete: true };
  const lines = await logs.search({
    logGroupName: serviceLogGroupName,
    filterPatterns: [requestLinesPattern(records)],
    startMs: times.reduce((a, b) => Math.min(a, b)) - requestMarginMs,
    endMs: times.reduce((a, b) => Math.max(a, b)) + requestMarginMs,
  });
  if (lines.problem !== undefined && lines.messages.length === 0) {
    return { known: false, because: `the service's log could not be read (${lines.problem})` };
  }
  return findClients(records, lines);
}
