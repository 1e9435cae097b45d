import { parseMessage } from './record-facts.ts';

/** What is behind an event as a person reads it: a log event's message as the JSON that it holds. */
export function readableDetail(detail: unknown): unknown {
  const { message } = (detail ?? {}) as { readonly message?: unknown };
  const parsed = typeof message === 'string' ? parseMessage(message) : undefined;
  return parsed === undefined ? detail : { ...(detail as object), message: parsed };
}
