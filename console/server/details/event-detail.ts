import type { CallDetail } from '../history/call-detail.ts';
import type { Remembered } from '../history/history.ts';
import { parseMessage } from '../history/record-facts.ts';

/** What is behind an event as a person reads it: the call without its record, a log event's message as JSON. */
export function eventDetail({ event, detail }: Remembered): unknown {
  if (event.kind === 'call') return (detail as CallDetail).call;
  const { message } = (detail ?? {}) as { readonly message?: unknown };
  const parsed = typeof message === 'string' ? parseMessage(message) : undefined;
  return parsed === undefined ? detail : { ...(detail as object), message: parsed };
}
