import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The header that brings a request's id and takes it back. */
export const REQUEST_ID_HEADER = 'x-request-id';

/** Nothing that could end a header or a log line, and no more than an id needs. */
const SAFE_ID = /^[\w.-]{1,64}$/;

/**
 * What the load balancer adds to every request, and writes into its own access log.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
 */
const TRACE_ROOT = /^(?:Self=[\w-]{1,64};)?Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/;

/**
 * A request's id in log lines and in its answer: the client's own, else the load balancer's trace id, else a
 * random one. The client chooses the first two, so they prove nothing; one of another shape is not taken.
 */
export const chooseRequestId = ({ headers }: IncomingMessage): string => {
  const given = headers[REQUEST_ID_HEADER];
  if (typeof given === 'string' && SAFE_ID.test(given)) return given;
  return readTraceId(headers) ?? randomUUID();
};

/** The load balancer's trace id; undefined when there is none of the known shape. */
export const readTraceId = (headers: IncomingMessage['headers']): string | undefined => {
  const trace = headers['x-amzn-trace-id'];
  return typeof trace === 'string' ? TRACE_ROOT.exec(trace)?.[1] : undefined;
};
