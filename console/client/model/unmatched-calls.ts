import type { CallEvent } from '../../protocol.ts';
import type { Trace } from './trace.ts';

/** The newest calls whose delivered record a detection's filters did not match; traces are given newest first. */
export function unmatchedCalls(
  traces: readonly Trace[],
  detectionId: string,
  limit: number,
): readonly CallEvent[] {
  const found: CallEvent[] = [];
  for (const { calls, deliveries, matches } of traces) {
    for (const call of calls) {
      const delivered = deliveries.some(({ eventId }) => eventId === call.eventId);
      const matched = matches.some(
        ({ eventId, detectionIds }) => eventId === call.eventId && detectionIds.includes(detectionId),
      );
      if (delivered && !matched) found.push(call);
      if (found.length === limit) return found;
    }
  }
  return found;
}
