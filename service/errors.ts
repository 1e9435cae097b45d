/**
 * An answer that the service gives on purpose, thrown. It has no stack: nobody looks for what went wrong, and finding
 * the frames would cost a refused request about as much as the signature of its KMS call.
 */
export abstract class Refusal extends Error {
  constructor(message: string, options?: ErrorOptions) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message, options);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The request is malformed; `message` tells the caller what was expected and never repeats a value. */
export class InvalidRequestError extends Refusal {
  override readonly name = 'InvalidRequestError';
  readonly statusCode: 400 | 408 | 415;

  constructor(message: string, statusCode: 400 | 408 | 415 = 400) {
    super(message);
    this.statusCode = statusCode;
  }
}

/** The Key doesn't open the Name, or there is no such Name: the caller can't tell which. */
export class WrongKeyError extends Refusal {
  override readonly name = 'WrongKeyError';

  constructor(options?: ErrorOptions) {
    super('The Key does not open this Name.', options);
  }
}

/** The Name already has a secret, or another request replaced it first. `message` is for the caller. */
export class NameTakenError extends Refusal {
  override readonly name = 'NameTakenError';
}

/** The client has sent more than its share of requests; it may send the next one after this long. */
export class RateLimitedError extends Refusal {
  override readonly name = 'RateLimitedError';
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super('The client sends too many requests.');
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** As much is under way as the service does at once, and as much is waiting: this request was shed. */
export class OverloadedError extends Refusal {
  override readonly name = 'OverloadedError';

  constructor() {
    super('The service does as much as it can.');
  }
}

/** What couldn't be used; `handler` is the request's own time being over. */
export type Dependency = 'kms' | 'database' | 'decoy' | 'handler';

/**
 * Something the service needs can't be used now: it is down, slow, throttling, denying or misconfigured.
 * `errorCode` is the dependency's own name of the error (`ThrottlingException`, `28P01`, `ECONNREFUSED`) or
 * one of ours (`DeadlineExceeded`, `MalformedResponse`); never a text that could quote a request.
 */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
  readonly dependency: Dependency;
  readonly errorCode: string;

  constructor(dependency: Dependency, errorCode: string, options?: ErrorOptions) {
    super(`${dependency} is unavailable: ${errorCode}`, options);
    this.dependency = dependency;
    this.errorCode = errorCode;
  }
}
