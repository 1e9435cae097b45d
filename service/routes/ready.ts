import type { FastifyInstance } from 'fastify';

import { answer } from '../http/answer.ts';
import { sendAnswer } from '../http/send-answer.ts';

interface Readiness {
  readonly ping: () => Promise<void>;
  readonly isDraining: () => boolean;
}

/** `GET /ready`: 200 when the database answers and the process isn't shutting down. KMS is never called. */
export const readyRoute = (app: FastifyInstance, { ping, isDraining }: Readiness): void => {
  const notReady = (message: string) => answer(503, message, { 'retry-after': '2' });

  app.get('/ready', { exposeHeadRoute: true }, async (_request, reply) => {
    if (isDraining()) return sendAnswer(reply, notReady('Shutting down'));
    try {
      await ping();
    } catch {
      return sendAnswer(reply, notReady('The database does not answer'));
    }
    return { Message: 'Ready' };
  });
};
