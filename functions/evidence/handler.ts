import type { createEvidenceFunction } from './evidence-function.ts';
import type { BatchResponse, createFastPath } from './fast-path.ts';
import { parseNoticeByHand, parseRecordBatch } from './record-batch.ts';

export interface HandlerOptions {
  readonly explainAlarm: ReturnType<typeof createEvidenceFunction>;
  readonly tellRecords: ReturnType<typeof createFastPath>;
}

/** What of Lambda's context counts. @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export interface RunContext {
  getRemainingTimeInMillis(): number;
}

/**
 * What Lambda calls: with an alarm's transition, with a batch of records from the fast path's queue, or with what a
 * person took from the queue of what nobody was told of, which holds both, records one by one.
 */
export function createHandler({
  explainAlarm,
  tellRecords,
}: HandlerOptions): (event: unknown, context: RunContext) => Promise<BatchResponse | undefined> {
  return async (event, context) => {
    const remainingMs = (): number => context.getRemainingTimeInMillis();
    const batch = parseRecordBatch(event);
    if (batch !== undefined) return tellRecords(batch, remainingMs);
    const byHand = parseNoticeByHand(event);
    if (byHand === undefined) {
      await explainAlarm(event);
      return undefined;
    }
    const { batchItemFailures } = await tellRecords(byHand, remainingMs);
    if (batchItemFailures.length > 0)
      throw new Error("Somebody was not told of the record; the function's log says why.");
    return undefined;
  };
}
