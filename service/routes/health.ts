import type { FastifyInstance } from 'fastify';

import { bodyRefusals, messageResponse } from '../openapi/responses.ts';

const openapi = {
  summary: 'Whether the process lives',
  description: 'Asks nobody else. A body is ignored.',
  responses: { 200: messageResponse('It does.'), ...bodyRefusals },
};

/**
 * `GET /` and `GET /health`: 200 while the process lives. This is what the load balancer checks, so it asks
 * nobody else: a database failover must not make ECS replace every task. A body is ignored.
 */
export const healthRoutes = (app: FastifyInstance): void => {
  for (const path of ['/', '/health']) {
    app.get(path, { exposeHeadRoute: true, config: { openapi, rateLimit: false } }, () => ({
      Message: 'Keywatch is running',
    }));
  }
};
