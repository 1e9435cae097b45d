import type { CloudTrailRecord } from '../../../local/cloudtrail/cloudtrail-record.ts';
import type { CallEvent, CauseView, RecordIds } from '../../protocol.ts';

/** What leads from one step of a record's path to the next. */
export function idsOf({ eventID, requestID }: CloudTrailRecord): RecordIds {
  return { eventId: eventID, kmsRequestId: requestID };
}

/** Who called what, from where, and what became of it. */
export function callOf(record: CloudTrailRecord): Omit<CallEvent, 'id' | 'atMs'> {
  const { eventSource, eventName, errorCode, userIdentity, sourceIPAddress } = record;
  const { invokedBy } = userIdentity;
  return {
    kind: 'call',
    ...idsOf(record),
    eventSource,
    eventName,
    principal: userIdentity.arn,
    sourceIp: sourceIPAddress,
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(invokedBy === undefined ? {} : { invokedBy }),
  };
}

/** What a log event that a filter matched tells of itself: a record's facts, or of a line the request behind it. */
export function causeOf(message: string): Omit<CauseView, 'matchId' | 'atMs'> {
  const event = parseMessage(message);
  if (isRecord(event)) {
    const { eventName, errorCode, userIdentity, sourceIPAddress } = event;
    return {
      ...idsOf(event),
      eventName,
      principal: userIdentity.arn,
      sourceIp: sourceIPAddress,
      ...(errorCode === undefined ? {} : { errorCode }),
    };
  }
  const reqId = event?.['reqId'];
  return typeof reqId === 'string' ? { requestId: reqId } : {};
}

/** A log event's message as the JSON object it holds, if it does. */
export function parseMessage(message: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = JSON.parse(message) as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(event: object | undefined): event is CloudTrailRecord {
  return event !== undefined && 'eventID' in event && 'userIdentity' in event;
}
