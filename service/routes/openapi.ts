import type { FastifyInstance } from 'fastify';

import { bodyRefusals, jsonResponse } from '../openapi/responses.ts';

const openapi = {
  summary: 'This description',
  responses: {
    200: jsonResponse('The OpenAPI document of the service.', { type: 'object', required: ['openapi'] }),
    ...bodyRefusals,
  },
};

/** `GET /openapi.json`: the document as it is once every route is registered, rendered once. */
export const openapiRoute = (app: FastifyInstance, describe: () => object): void => {
  let json: string | undefined;
  app.get(
    '/openapi.json',
    { exposeHeadRoute: true, config: { openapi, rateLimit: false } },
    (_request, reply) => {
      json ??= JSON.stringify(describe());
      return reply.type('application/json; charset=utf-8').send(json);
    },
  );
};
