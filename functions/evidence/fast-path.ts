import type { EvidenceWindow } from './alarm-change.ts';
import { announce } from './announce.ts';
import { alarmNamed, type EvidenceFunctionOptions } from './evidence-function.ts';
import { buildEvidence } from './evidence.ts';
import { clientsBehind } from './gather.ts';
import { alarmFollowsWithinMs } from './incident.ts';
import { buildMessage } from './message.ts';
import type { EvidenceMessage } from './ports.ts';
import type { RecordBatch, SeenRecord } from './record-batch.ts';
import type { EvidenceRecord } from './record.ts';
import { runBounded } from './run-bounded.ts';

/** What Lambda is told: messages that stay in the queue. @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export interface FastPathOptions extends EvidenceFunctionOptions {
  /** Told why messages stay in the queue. */
  readonly onFailed?: (alarmName: string, error: Error) => void;
}

/**
 * A message that waits for nobody takes a second or two; one for whose channels and logs all deadlines pass takes
 * nearly a minute. Such a run is ended by Lambda, and all of its batch would come back, what was told among it. So alarms
 * do not wait for each other, and none begins when there may not be time for it.
 */
const alarmsAtOnce = 10;
const longestAlarmMs = 60_000;

/**
 * Tells of records that EventBridge saw, before the alarm that counts them knows: one message for all of a batch that
 * belong to one incident of an alarm, and none where it was told already, whoever was first. Where one alarm's message
 * fails, its records alone come back.
 */
export function createFastPath(
  options: FastPathOptions,
): (batch: RecordBatch, remainingMs?: () => number) => Promise<BatchResponse> {
  return async ({ seen, unreadable }, remainingMs = () => Infinity) => {
    const alarmNames = [...new Set(seen.map(({ alarmName }) => alarmName))];
    const failed = await runBounded(alarmNames, alarmsAtOnce, async (alarmName) => {
      const ofAlarm = seen.filter((each) => each.alarmName === alarmName);
      try {
        if (remainingMs() < longestAlarmMs) throw new Error('no time is left in this run');
        await tell(options, alarmName, ofAlarm);
        return [];
      } catch (error) {
        options.onFailed?.(alarmName, error as Error);
        return ofAlarm.map(({ messageId }) => messageId);
      }
    });
    return {
      batchItemFailures: [...unreadable, ...failed.flat()].map((itemIdentifier) => ({ itemIdentifier })),
    };
  };
}

/** Record by record, in order: a record that failed before may belong to another incident than a fresh one. */
async function tell(options: FastPathOptions, alarmName: string, seen: readonly SeenRecord[]): Promise<void> {
  const { settings, logs } = options;
  const alarm = alarmNamed(settings, alarmName);
  const signs = distinct(seen)
    .sort((a, b) => a.atMs - b.atMs)
    .map((record) => ({ kind: 'records', atMs: record.atMs, record }) as const);
  await announce(options, alarm, signs, async (telling, { id }, ofIncident): Promise<EvidenceMessage> => {
    const read = { records: ofIncident.map(({ record }) => record), complete: true };
    const clients = await clientsBehind(logs, settings, alarm, read);
    const subject = { settings, alarm, telling, incident: { id }, window: windowOf(read.records) };
    return buildMessage(buildEvidence(subject, { ...read, clients }));
  });
}

/** A queue may deliver twice, and a record may match several rules of one alarm. */
function distinct(seen: readonly SeenRecord[]): EvidenceRecord[] {
  return [...new Map(seen.map(({ record }) => [record.eventId, record])).values()];
}

/** From the first call to when the last one's record should be in the log group, where the link looks for it. */
function windowOf(records: readonly EvidenceRecord[]): EvidenceWindow {
  const times = records.map(({ atMs }) => atMs);
  return {
    startMs: times.reduce((a, b) => Math.min(a, b)),
    endMs: times.reduce((a, b) => Math.max(a, b)) + alarmFollowsWithinMs,
  };
}
