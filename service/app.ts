import { randomUUID } from 'node:crypto';

import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';

import { answerClientError } from './http/answer-client-error.ts';
import { answerError } from './http/answer-error.ts';
import { acceptBodiesAsBytes } from './http/json-body.ts';
import { trackKnownPaths } from './http/known-paths.ts';
import * as limits from './http/limits.ts';
import { logError } from './http/log-error.ts';
import { logRequest } from './http/log-request.ts';
import type { Operation } from './http/messages.ts';
import { answerHeaders, sendAnswer } from './http/send-answer.ts';
import { translateHandlerTimeout } from './http/translate-handler-timeout.ts';
import { decryptRoute } from './routes/decrypt.ts';
import { encryptRoute } from './routes/encrypt.ts';
import { healthRoutes } from './routes/health.ts';
import { readyRoute } from './routes/ready.ts';
import type { SecretDependencies } from './secrets/dependencies.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set on the routes that use KMS; names them in their failures. */
    operation?: Operation;
  }
}

export interface AppOptions {
  readonly log: FastifyBaseLogger;
  /**
   * Proxies between a client and us, each adding one address to X-Forwarded-For. A count is enough only
   * because nobody else reaches the task: its security group admits the load balancer alone.
   */
  readonly trustedProxyHops: number;
  /** One request from its first header to the answer, its body included. */
  readonly handlerTimeoutMs: number;
  readonly secrets: SecretDependencies;
  /** Rejects when the database doesn't answer in time. */
  readonly ping: () => Promise<void>;
  readonly isDraining: () => boolean;
}

const createFastify = ({ log, trustedProxyHops, handlerTimeoutMs }: AppOptions): FastifyInstance =>
  Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: (_address, hop) => hop < trustedProxyHops,
    routerOptions: { ignoreDuplicateSlashes: true },
    exposeHeadRoutes: false,
    bodyLimit: limits.MAX_BODY_BYTES,
    http: { headersTimeout: limits.HEADERS_TIMEOUT_MS },
    keepAliveTimeout: limits.KEEP_ALIVE_TIMEOUT_MS,
    requestTimeout: limits.REQUEST_TIMEOUT_MS,
    connectionTimeout: limits.CONNECTION_TIMEOUT_MS,
    handlerTimeout: handlerTimeoutMs,
    // While shutting down, what still arrives on an open connection is served, with Connection: close.
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, _request, reply) => void sendAnswer(reply, answerError(error, 'decryption')),
  });

/**
 * The HTTP application, built from what it is given: no environment, no sockets, no signals of its own.
 * Listening and closing are its caller's.
 */
export const buildApp = (options: AppOptions): FastifyInstance => {
  const app = createFastify(options);
  app.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
  acceptBodiesAsBytes(app);
  const answerUnknown = trackKnownPaths(app);
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(answerHeaders);
    done();
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (options.isDraining()) reply.header('connection', 'close');
    done();
  });
  app.addHook('onResponse', logRequest);
  app.setNotFoundHandler((request, reply) => sendAnswer(reply, answerUnknown(request)));
  app.setErrorHandler((thrown, request, reply) => {
    const error = translateHandlerTimeout(thrown, request);
    const errorAnswer = answerError(error, request.routeOptions.config.operation ?? 'decryption');
    logError(error, errorAnswer, request.log);
    return sendAnswer(reply, errorAnswer);
  });
  healthRoutes(app);
  readyRoute(app, options);
  encryptRoute(app, options.secrets);
  decryptRoute(app, options.secrets);
  return app;
};
