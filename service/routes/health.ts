import type { FastifyInstance } from 'fastify';

/**
 * `GET /` and `GET /health`: 200 while the process lives. This is what the load balancer checks, so it asks
 * nobody else: a database failover must not make ECS replace every task. A body is ignored.
 */
export const healthRoutes = (app: FastifyInstance): void => {
  for (const path of ['/', '/health']) {
    app.get(path, { exposeHeadRoute: true }, () => ({ Message: 'Keywatch is running' }));
  }
};
