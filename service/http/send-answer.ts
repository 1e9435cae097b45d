import type { FastifyReply } from 'fastify';

import type { Answer } from './answer.ts';
import { REQUEST_ID_HEADER } from './request-id.ts';

/** Headers of every answer: none may be kept by a cache or taken for something else than JSON. */
export const answerHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/**
 * Sends an answer that isn't a handler's own value. It relies on no hook and no decorator: Fastify hands
 * over requests it couldn't even route with a bare reply.
 */
export const sendAnswer = (reply: FastifyReply, { statusCode, headers, body }: Answer): FastifyReply =>
  reply
    .code(statusCode)
    .headers({ ...answerHeaders, [REQUEST_ID_HEADER]: reply.request.id, ...headers })
    .send(body);
