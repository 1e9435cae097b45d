import { parseInstant } from '../archive/instant.ts';
import type { Cause } from '../tally/causes.ts';

/** Longer texts are cut: a record may carry a kilobyte in each field. */
const maxCharacters = 256;

/** Reads who did what out of a message; of one that is no CloudTrail record only its time. */
export function readCause(
  message: Readonly<Record<string, unknown>> | undefined,
  where: Pick<Cause, 'deliveredMs' | 'timeMs' | 'file'>,
): Cause {
  const text = (field: string): string | undefined => textOf(message?.[field]);
  return {
    ...where,
    timeMs: parseInstant(message?.['eventTime']) ?? where.timeMs,
    principal: principalOf(message?.['userIdentity']),
    sourceIPAddress: text('sourceIPAddress'),
    eventSource: text('eventSource'),
    eventName: text('eventName'),
    errorCode: text('errorCode'),
    requestID: text('requestID'),
    eventID: text('eventID'),
  };
}

/** The most telling name that an identity has; services and accounts have no ARN. */
function principalOf(identity: unknown): string | undefined {
  if (typeof identity !== 'object' || identity === null) return undefined;
  const { arn, invokedBy, userName, principalId, accountId, type } = identity as Record<string, unknown>;
  return [arn, invokedBy, userName, principalId, accountId, type]
    .map(textOf)
    .find((name) => name !== undefined);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, maxCharacters) : undefined;
}
