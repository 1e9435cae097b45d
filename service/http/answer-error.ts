import {
  InvalidRequestError,
  NameTakenError,
  OverloadedError,
  RateLimitedError,
  UnavailableError,
  WrongKeyError,
} from '../errors.ts';
import { RecordIntegrityError } from '../record/record-integrity-error.ts';
import { answer, type Answer } from './answer.ts';
import { MAX_BODY_BYTES } from './limits.ts';
import { messages, type Operation } from './messages.ts';

/** When a client may try again. An outage is rarely over sooner, and a retry storm helps nobody. */
const RETRY_AFTER_SECONDS = '2';

/** What Fastify and Node refuse on their own, in our words. Their texts may quote the request. */
const refusals: ReadonlyMap<number, string> = new Map([
  [400, 'The request is malformed'],
  [408, 'The request took too long to arrive'],
  [413, `The body is larger than ${MAX_BODY_BYTES} bytes`],
  [414, 'The path is too long'],
  [415, 'The Content-Type must be application/json'],
  [431, 'The headers are too large'],
]);

export const answerRefusal = (statusCode: number): Answer =>
  answer(refusals.has(statusCode) ? statusCode : 400, refusals.get(statusCode) ?? 'The request is malformed');

/** After a request that never became whole, nothing more can be read from its connection. */
const answerInvalidRequest = ({ statusCode, message }: InvalidRequestError): Answer =>
  answer(statusCode, message, statusCode === 408 ? { connection: 'close' } : undefined);

const statusCodeOf = (error: unknown): number => {
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
};

/** The one place that turns an error into an HTTP answer. What isn't known here is our own fault: 500. */
export const answerError = (error: unknown, operation: Operation): Answer => {
  if (error instanceof InvalidRequestError) return answerInvalidRequest(error);
  if (error instanceof WrongKeyError) return answer(400, messages.wrongKey);
  if (error instanceof NameTakenError) return answer(409, error.message);
  if (error instanceof RateLimitedError) {
    return answer(429, messages.rateLimited, { 'retry-after': String(error.retryAfterSeconds) });
  }
  if (error instanceof OverloadedError) {
    return answer(503, messages.overloaded, { 'retry-after': RETRY_AFTER_SECONDS });
  }
  if (error instanceof UnavailableError) {
    return answer(503, messages.failed(operation), { 'retry-after': RETRY_AFTER_SECONDS });
  }
  if (error instanceof RecordIntegrityError) return answer(500, messages.failed('decryption'));
  const statusCode = statusCodeOf(error);
  return statusCode >= 400 && statusCode < 500
    ? answerRefusal(statusCode)
    : answer(500, messages.failed(operation));
};
