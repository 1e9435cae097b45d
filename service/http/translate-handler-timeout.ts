import type { FastifyRequest } from 'fastify';

import { InvalidRequestError, UnavailableError } from '../errors.ts';

/**
 * What Fastify's handler timeout means: a body that didn't arrive is the client's doing, all else is ours.
 * Any other error is returned as it is.
 */
export const translateHandlerTimeout = (error: unknown, request: FastifyRequest): unknown => {
  if ((error as { code?: unknown }).code !== 'FST_ERR_HANDLER_TIMEOUT') return error;
  return request.raw.complete
    ? new UnavailableError('handler', 'DeadlineExceeded', { cause: error })
    : new InvalidRequestError('The request took too long to arrive', 408);
};
