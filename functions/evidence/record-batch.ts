import { z } from 'zod/mini';
import { parseRecord, type EvidenceRecord } from './record.ts';

const batch = z.object({
  Records: z.array(z.object({ messageId: z.string(), eventSource: z.literal('aws:sqs'), body: z.string() })),
});

/** What a rule of the fast path puts into the queue: `infra/` writes its form. */
const notice = z.object({ alarmName: z.string(), record: z.record(z.string(), z.unknown()) });

/** A record that EventBridge saw, and the alarm that counts such records. */
export interface SeenRecord {
  readonly messageId: string;
  readonly alarmName: string;
  readonly record: EvidenceRecord;
}

export interface RecordBatch {
  readonly seen: readonly SeenRecord[];
  /** Ids of messages that hold no record. */
  readonly unreadable: readonly string[];
}

/**
 * Reads what Lambda takes from a queue; `undefined` for any other event.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export function parseRecordBatch(event: unknown): RecordBatch | undefined {
  const result = batch.safeParse(event);
  if (!result.success) return undefined;
  const read = result.data.Records.map(({ messageId, body }) => ({ messageId, found: parseNotice(body) }));
  return {
    seen: read.flatMap(({ messageId, found }) => (found === undefined ? [] : [{ messageId, ...found }])),
    unreadable: read.flatMap(({ messageId, found }) => (found === undefined ? [messageId] : [])),
  };
}

/** A notice by itself, as somebody hands it over who took it from the queue of what nobody was told of. */
export function parseNoticeByHand(event: unknown): RecordBatch | undefined {
  const found = readNotice(event);
  return found === undefined ? undefined : { seen: [{ messageId: 'by-hand', ...found }], unreadable: [] };
}

function parseNotice(body: string): Omit<SeenRecord, 'messageId'> | undefined {
  return readNotice(parseText(body));
}

function readNotice(value: unknown): Omit<SeenRecord, 'messageId'> | undefined {
  const result = notice.safeParse(value);
  if (!result.success) return undefined;
  const record = parseRecord(JSON.stringify(result.data.record));
  return record === undefined ? undefined : { alarmName: result.data.alarmName, record };
}

function parseText(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
