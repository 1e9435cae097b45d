import type { FastifyInstance } from 'fastify';

import { answerError } from './answer-error.ts';
import { logError } from './log-error.ts';

/**
 * Takes care of what comes of a handler whose request {@link limitTime} has answered by then, or whose client has hung
 * up. Fastify would try to send it and log that it can't, as a warning or an error. Nobody waits for it any more: it is
 * dropped, but a fault is told all the same, since whatever watches for it must not miss it because it came late. And the app
 * is closed only when all handlers have ended: what they still begin needs what is let go of after it.
 */
export const dropLateResults = (app: FastifyInstance): void => {
  let running = 0;
  let allEnded = (): void => undefined;
  app.addHook('onClose', (_app, done) => {
    if (running === 0) done();
    else allEnded = done;
  });
  app.addHook('onRoute', (route) => {
    const { handler } = route;
    route.handler = async function (request, reply) {
      running += 1;
      try {
        const result: unknown = await handler.call(this, request, reply);
        return reply.sent ? undefined : result;
      } catch (error) {
        if (!reply.sent) throw error;
        const answer = answerError(error, request.routeOptions.config.operation ?? 'decryption');
        if (answer.statusCode >= 500) logError(error, answer, request.log);
        return undefined;
      } finally {
        running -= 1;
        if (running === 0) allEnded();
      }
    };
  });
};
