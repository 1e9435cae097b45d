import { UnavailableError } from '../errors.ts';

/** There was no connection, or none in time, so nothing was sent: what was to be done has not happened. */
export class NoConnectionError extends UnavailableError {
  constructor(errorCode: string, options?: ErrorOptions) {
    super('database', errorCode, options);
  }
}
