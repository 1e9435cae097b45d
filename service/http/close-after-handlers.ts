import type { FastifyInstance } from 'fastify';

/**
 * Has an app closed only when all handlers have ended, also those whose client has hung up: Fastify waits for connections,
 * and what such a handler still begins needs what is let go of next.
 */
export const closeAfterHandlers = (app: FastifyInstance): void => {
  let running = 0;
  let allEnded = (): void => undefined;
  app.addHook('onRoute', (route) => {
    const { handler } = route;
    route.handler = async function (request, reply) {
      running += 1;
      try {
        const result: unknown = await handler.call(this, request, reply);
        return result;
      } finally {
        running -= 1;
        if (running === 0) allEnded();
      }
    };
  });
  app.addHook('onClose', (_app, done) => {
    if (running === 0) done();
    else allEnded = done;
  });
};
