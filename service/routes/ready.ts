import type { FastifyInstance } from 'fastify';

import { answer } from '../http/answer.ts';

interface Readiness {
  readonly ping: () => Promise<void>;
  readonly isDraining: () => boolean;
}

/** `GET /ready`: 200 when the database answers and the process isn't shutting down. KMS is never called. */
export const readyRoute = (app: FastifyInstance, { ping, isDraining }: Readiness): void => {
  const notReady = (message: string) => answer(503, message, { 'retry-after': '2' });

  app.get('/ready', { exposeHeadRoute: true }, async (_request, reply) => {
    if (isDraining()) return reply.answer(notReady('Shutting down'));
    try {
      await ping();
    } catch {
      return reply.answer(notReady('The database does not answer'));
    }
    return { Message: 'Ready' };
  });
};
