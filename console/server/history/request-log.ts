import type { CauseView, KmsCallView, RequestEvent } from '../../protocol.ts';

/** Requests whose last line is still to come; a caller who hangs up leaves one behind. */
const maxOpenRequests = 1_000;
/** Lines kept under one id: far more than a request writes, but its sender may use the id for many at once. */
const maxLinesPerId = 100;
/** Whose request a KMS call was, for the newest of them. */
const maxCallers = 10_000;

/** A request as its lines tell it, and the lines. */
export interface LoggedRequest {
  readonly request: Omit<RequestEvent, 'id' | 'atMs'>;
  readonly lines: readonly unknown[];
}

/** Who was behind a KMS call. */
export type Caller = Pick<CauseView, 'requestId' | 'clientAddress'>;

/**
 * Puts a service's log lines together to requests. Clients choose the ids, and may use one for requests that are open at
 * the same time: a line that names its client and route goes to a request of theirs. Of one client's requests for one
 * route under one id, the first that ends takes the lines of all: the log tells them apart by nothing.
 */
export interface RequestLog {
  /**
   * Takes a line; answers the request that it completes, if it does.
   * @param atMs when it was written.
   */
  read(message: string, atMs: number): LoggedRequest | undefined;
  /** Who was behind a KMS call, as the call's own line tells. */
  callerOf(kmsRequestId: string): Caller | undefined;
}

interface Line {
  readonly event?: unknown;
  readonly reqId?: unknown;
  readonly clientAddress?: unknown;
  readonly route?: unknown;
  readonly [member: string]: unknown;
}

interface WrittenLine {
  readonly atMs: number;
  readonly line: Line;
}

export function createRequestLog(): RequestLog {
  const open = new Map<string, readonly WrittenLine[]>();
  const callers = new Map<string, Caller>();
  return {
    callerOf: (kmsRequestId) => callers.get(kmsRequestId),
    read(message, atMs) {
      const line = parseLine(message);
      if (typeof line?.reqId !== 'string') return undefined;
      const written = [...(open.get(line.reqId) ?? []), { atMs, line }];
      if (line.event !== 'request') {
        setBounded(open, line.reqId, written.slice(-maxLinesPerId), maxOpenRequests);
        const callId = line.event === 'kms-call' ? text(line['kmsRequestId']) : undefined;
        if (callId !== undefined) setBounded(callers, callId, toCaller(line.reqId, line), maxCallers);
        return undefined;
      }
      const lines = written.filter((one) => isOfRequest(one.line, line));
      const others = written.filter((one) => !isOfRequest(one.line, line));
      if (others.length === 0) open.delete(line.reqId);
      else open.set(line.reqId, others);
      return { request: toRequest(line.reqId, line, lines), lines: lines.map((one) => one.line) };
    },
  };
}

function parseLine(message: string): Line | undefined {
  if (!message.startsWith('{')) return undefined;
  try {
    return JSON.parse(message) as Line;
  } catch {
    return undefined;
  }
}

function setBounded<Value>(map: Map<string, Value>, key: string, value: Value, limit: number): void {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > limit && oldest !== undefined) map.delete(oldest);
}

/** Whether a line may be of the request that another completes. Lines that name no client may be of any. */
function isOfRequest({ clientAddress, route }: Line, request: Line): boolean {
  if (clientAddress === undefined) return true;
  return clientAddress === request.clientAddress && route === request.route;
}

function toCaller(requestId: string, line: Line): Caller {
  const clientAddress = text(line.clientAddress);
  return { requestId, ...(clientAddress === undefined ? {} : { clientAddress }) };
}

function toRequest(requestId: string, line: Line, lines: readonly WrittenLine[]): LoggedRequest['request'] {
  return {
    kind: 'request',
    requestId,
    method: text(line['method']) ?? '',
    route: text(line['route']) ?? null,
    statusCode: number(line['statusCode']),
    durationMs: number(line['durationMs']),
    clientAddress: text(line['clientAddress']) ?? '',
    kmsCalls: lines.filter((written) => written.line.event === 'kms-call').map(toKmsCall),
  };
}

function toKmsCall({ atMs, line }: WrittenLine): KmsCallView {
  const errorCode = text(line['errorCode']);
  const kmsRequestId = text(line['kmsRequestId']);
  return {
    atMs,
    operation: text(line['operation']) ?? '',
    outcome: text(line['outcome']) ?? '',
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(kmsRequestId === undefined ? {} : { kmsRequestId }),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
