/** What a message tells of a CloudTrail record. */
export interface EvidenceRecord {
  readonly eventId: string;
  readonly requestId: string | undefined;
  readonly atMs: number;
  /** Service and operation: `kms Decrypt`. */
  readonly call: string;
  /** `undefined`: the call succeeded. */
  readonly errorCode: string | undefined;
  /** ARN, or what stands for it: AWS services have none, callers of other accounts neither. */
  readonly principal: string;
  /** The principal's name in a sentence: a role's for its sessions. */
  readonly who: string;
  readonly sourceAddress: string;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads the message of a log event; `undefined` where it is no CloudTrail record. */
export function parseRecord(message: string): EvidenceRecord | undefined {
  const record = parseJson(message);
  const atMs = Date.parse(text(record['eventTime']) ?? '');
  const eventName = text(record['eventName']);
  if (Number.isNaN(atMs) || eventName === undefined) return undefined;
  const service = text(record['eventSource'])?.replace(/\..*$/, '');
  const requestId = text(record['requestID']);
  const identity = object(record['userIdentity']);
  const principal = principalOf(identity);
  return {
    eventId: text(record['eventID']) ?? `${requestId ?? ''} ${atMs}`,
    requestId,
    atMs,
    call: service === undefined ? eventName : `${service} ${eventName}`,
    errorCode: text(record['errorCode']),
    principal,
    who: nameOf(identity, principal),
    sourceAddress: text(record['sourceIPAddress']) ?? 'unknown',
  };
}

function principalOf(identity: Json): string {
  return (
    ['arn', 'invokedBy', 'principalId', 'accountId'].map((key) => text(identity[key])).find(Boolean) ??
    'unknown'
  );
}

function nameOf(identity: Json, principal: string): string {
  const issuer = text(object(object(identity['sessionContext'])['sessionIssuer'])['userName']);
  if (issuer !== undefined) return `role ${issuer}`;
  const user = text(identity['userName']);
  return user === undefined ? principal.replace(/^arn:[^:]*:[^:]*:[^:]*:/, '') : `user ${user}`;
}

/** The JSON object a text holds; an empty one where it holds none. */
export function parseJson(message: string): Json {
  try {
    return object(JSON.parse(message));
  } catch {
    return {};
  }
}

/** A text that is not empty. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
