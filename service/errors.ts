/** The request is malformed; `message` tells the caller what was expected and never repeats a value. */
export class InvalidRequestError extends Error {
  override readonly name = 'InvalidRequestError';
  readonly statusCode: 400 | 408 | 415;

  constructor(message: string, statusCode: 400 | 408 | 415 = 400) {
    super(message);
    this.statusCode = statusCode;
  }
}

/** The Key doesn't open the Name, or there is no such Name: the caller can't tell which. */
export class WrongKeyError extends Error {
  override readonly name = 'WrongKeyError';

  constructor(options?: ErrorOptions) {
    super('The Key does not open this Name.', options);
  }
}

/** The Name already has a secret, or another request replaced it first. `message` is for the caller. */
export class NameTakenError extends Error {
  override readonly name = 'NameTakenError';
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
