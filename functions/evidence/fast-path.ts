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

/** What Lambda is told: messages that stay in the queue. @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export interface FastPathOptions extends EvidenceFunctionOptions {
  /** Told why messages stay in the queue. */
  readonly onFailed?: (alarmName: string, error: Error) => void;
}

/**
 * Tells of records that EventBridge saw, before the alarm that counts them knows: one message for all of a batch that
 * belong to one alarm, and none where the incident was told already, whoever was first. Where one alarm's message
 * fails, its records alone come back.
 */
export function createFastPath(options: FastPathOptions): (batch: RecordBatch) => Promise<BatchResponse> {
  return async ({ seen, unreadable }) => {
    const failed = [...unreadable];
    const alarmNames = new Set(seen.map(({ alarmName }) => alarmName));
    for (const alarmName of alarmNames) {
      const ofAlarm = seen.filter((each) => each.alarmName === alarmName);
      try {
        await tell(options, alarmName, ofAlarm);
      } catch (error) {
        options.onFailed?.(alarmName, error as Error);
        failed.push(...ofAlarm.map(({ messageId }) => messageId));
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

async function tell(options: FastPathOptions, alarmName: string, seen: readonly SeenRecord[]): Promise<void> {
  const { settings, logs } = options;
  const alarm = alarmNamed(settings, alarmName);
  const records = distinct(seen);
  const window = windowOf(records);
  const sign = { kind: 'records', atMs: window.startMs } as const;
  await announce(options, alarm, sign, async (telling, { id }): Promise<EvidenceMessage> => {
    const clients = await clientsBehind(logs, settings, alarm, records);
    const subject = { settings, alarm, telling, incident: { id }, window };
    return buildMessage(buildEvidence(subject, { records, complete: true, clients }));
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
