import type { FastifyInstance } from 'fastify';

import { answer } from '../http/answer.ts';
import { sendAnswer } from '../http/send-answer.ts';
import { bodyRefusals, laterResponse, messageResponse } from '../openapi/responses.ts';

interface Readiness {
  readonly ping: () => Promise<void>;
  readonly isDraining: () => boolean;
}

const openapi = {
  summary: 'Whether the service can use its database',
  description: 'Never calls KMS. A body is ignored.',
  responses: {
    200: messageResponse('It can.'),
    ...bodyRefusals,
    503: laterResponse('The database does not answer, or the process is shutting down.'),
  },
};

/** `GET /ready`: 200 when the database answers and the process isn't shutting down. KMS is never called. */
export const readyRoute = (app: FastifyInstance, { ping, isDraining }: Readiness): void => {
  const notReady = (message: string) => answer(503, message, { 'retry-after': '2' });

  app.get(
    '/ready',
    { exposeHeadRoute: true, config: { openapi, rateLimit: false } },
    async (_request, reply) => {
      if (isDraining()) return sendAnswer(reply, notReady('Shutting down'));
      try {
        await ping();
      } catch {
        return sendAnswer(reply, notReady('The database does not answer'));
      }
      return { Message: 'Ready' };
    },
  );
};
