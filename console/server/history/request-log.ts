import type { KmsCallView, RequestEvent } from '../../protocol.ts';

/** Requests whose last line is still to come; a caller who hangs up leaves one behind. */
const maxOpenRequests = 1_000;

/** A request as its lines tell it, and the lines. */
export interface LoggedRequest {
  readonly request: Omit<RequestEvent, 'id' | 'atMs'>;
  readonly lines: readonly unknown[];
}

/** Puts a service's log lines together to requests. */
export interface RequestLog {
  /**
   * Takes a line; answers the request that it completes, if it does.
   * @param atMs when it was written.
   */
  read(message: string, atMs: number): LoggedRequest | undefined;
}

interface Line {
  readonly event?: unknown;
  readonly reqId?: unknown;
  readonly [member: string]: unknown;
}

interface WrittenLine {
  readonly atMs: number;
  readonly line: Line;
}

export function createRequestLog(): RequestLog {
  const open = new Map<string, WrittenLine[]>();
  return {
    read(message, atMs) {
      const line = parseLine(message);
      if (typeof line?.reqId !== 'string') return undefined;
      const lines = open.get(line.reqId) ?? [];
      lines.push({ atMs, line });
      if (line.event !== 'request') {
        open.set(line.reqId, lines);
        const [oldest] = open.keys();
        if (open.size > maxOpenRequests && oldest !== undefined) open.delete(oldest);
        return undefined;
      }
      open.delete(line.reqId);
      return { request: toRequest(line.reqId, line, lines), lines: lines.map((written) => written.line) };
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
