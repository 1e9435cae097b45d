import type { FastifyInstance } from 'fastify';

import { answerError } from './answer-error.ts';
import { logError } from './log-error.ts';

/**
 * Takes care of what comes of a handler whose request {@link limitTime} has answered by then. Fastify would try to
 * send it and log that it can't, as a warning or an error. Nobody waits for it any more: it is dropped, but a fault
 * is told all the same, since whatever watches for it must not miss it because it came late.
 */
export const dropLateResults = (app: FastifyInstance): void => {
  app.addHook('onRoute', (route) => {
    const { handler } = route;
    route.handler = async function (request, reply) {
      try {
        const result: unknown = await handler.call(this, request, reply);
        return reply.sent ? undefined : result;
      } catch (error) {
        if (!reply.sent) throw error;
        const answer = answerError(error, request.routeOptions.config.operation ?? 'decryption');
        if (answer.statusCode >= 500) logError(error, answer, request.log);
        return undefined;
      }
    };
  });
};
