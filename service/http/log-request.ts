import type { FastifyReply, FastifyRequest } from 'fastify';

import { readTraceId } from './request-id.ts';

/**
 * One line per request after its answer: the route's pattern instead of the URL, whose query could hold
 * anything. `errorKind` tells apart what has one status, `traceId` finds it in the load balancer's access log.
 * Health checks go to `debug`: the load balancer asks all day long.
 */
export const logRequest = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  const { url: route, config } = request.routeOptions;
  const line = {
    event: 'request',
    method: request.method,
    route: route ?? null,
    statusCode: reply.statusCode,
    errorKind: request.errorKind,
    clientAddress: request.ip,
    traceId: readTraceId(request.headers),
    durationMs: Math.round(reply.elapsedTime),
  };
  request.log[config.operation === undefined && reply.statusCode < 400 ? 'debug' : 'info'](line, 'answered');
  return Promise.resolve();
};
