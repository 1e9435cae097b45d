import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';

import type { Admission } from './http/admission.ts';
import { ClientErrors } from './http/client-errors.ts';
import { answerError } from './http/answer-error.ts';
import { boundBodies, type BodyLimits } from './http/bound-bodies.ts';
import { closeAfterHandlers } from './http/close-after-handlers.ts';
import { acceptBodiesAsBytes } from './http/json-body.ts';
import { trackKnownPaths } from './http/known-paths.ts';
import { dropLateResults } from './http/late-results.ts';
import { limitRate } from './http/limit-rate.ts';
import { limitTime, type TimeLimits } from './http/limit-time.ts';
import * as limits from './http/limits.ts';
import { logError } from './http/log-error.ts';
import { logRequest } from './http/log-request.ts';
import type { Operation } from './http/messages.ts';
import { chooseRequestId, REQUEST_ID_HEADER } from './http/request-id.ts';
import { requireOneHost } from './http/require-one-host.ts';
import { answerHeaders, sendAnswer } from './http/send-answer.ts';
import type { Metrics } from './metrics/metrics.ts';
import { requestErrorKindOf, type RequestErrorKind } from './metrics/request-error-kind.ts';
import { describeRoutes, type RouteDescription } from './openapi/describe-routes.ts';
import { decryptRoute } from './routes/decrypt.ts';
import { encryptRoute } from './routes/encrypt.ts';
import { healthRoutes } from './routes/health.ts';
import { openapiRoute } from './routes/openapi.ts';
import { readyRoute } from './routes/ready.ts';
import type { SecretDependencies } from './secrets/dependencies.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set on the routes that use KMS; names them in their failures. */
    operation?: Operation;
    /** What the OpenAPI document says of the route. */
    openapi?: RouteDescription;
  }
  interface FastifyRequest {
    /** How the request failed, once it has. */
    errorKind: RequestErrorKind | undefined;
  }
}

export interface AppOptions {
  readonly log: FastifyBaseLogger;
  /**
   * Proxies between a client and us, each adding one address to X-Forwarded-For. A count is enough only
   * because nobody else reaches the task: its security group admits the load balancer alone.
   */
  readonly trustedProxyHops: number;
  /** What a request may take, its body and as a whole. */
  readonly timeLimits: TimeLimits;
  /** Requests that one client may send in a minute to the routes that use KMS; 0 for any number. */
  readonly rateLimitPerMinute: number;
  /** Bodies above 16 KiB that may be held at once, whatever the route. */
  readonly largeBodies: BodyLimits;
  /** What may be under way at once on the routes that use KMS. */
  readonly admission: Admission;
  readonly metrics: Pick<Metrics, 'request'>;
  readonly secrets: SecretDependencies;
  /** Rejects when the database doesn't answer in time. */
  readonly ping: () => Promise<void>;
  readonly isDraining: () => boolean;
}

/** Routes check bodies themselves; Fastify's own compilers, which it would load for nothing, are not in the bundle. */
const refuseSchemas = (): never => {
  throw new Error('Fastify compiles no schema here: a route says what it takes in its OpenAPI description.');
};

const createFastify = ({ log, trustedProxyHops }: AppOptions): FastifyInstance => {
  const clientErrors = new ClientErrors();
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: chooseRequestId,
    trustProxy: (_address, hop) => hop < trustedProxyHops,
    routerOptions: { ignoreDuplicateSlashes: true },
    exposeHeadRoutes: false,
    schemaController: { compilersFactory: { buildValidator: refuseSchemas, buildSerializer: refuseSchemas } },
    bodyLimit: limits.MAX_BODY_BYTES,
    http: {
      headersTimeout: limits.HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: limits.HEADERS_CHECK_INTERVAL_MS,
      requireHostHeader: false,
    },
    keepAliveTimeout: limits.KEEP_ALIVE_TIMEOUT_MS,
    requestTimeout: limits.REQUEST_TIMEOUT_MS,
    connectionTimeout: limits.CONNECTION_TIMEOUT_MS,
    // While shutting down, what still arrives on an open connection is served, with Connection: close.
    return503OnClosing: false,
    clientErrorHandler: clientErrors.answer,
    frameworkErrors: (error, _request, reply) => void sendAnswer(reply, answerError(error, 'decryption')),
  });
  clientErrors.watch(app.server);
  // Node keeps the address it was asked for; of a client that has reset its connection by then it would know none.
  app.server.on('connection', ({ remoteAddress }) => remoteAddress);
  app.server.maxConnections = limits.MAX_CLIENT_CONNECTIONS;
  // Bounded by their bytes. Node up to 24 would drop what comes after the thousandth, a second Host say, unseen.
  app.server.maxHeadersCount = 0;
  return app;
};

/**
 * The HTTP application, built from what it is given: no environment, no sockets, no signals of its own.
 * Listening and closing are its caller's.
 */
export const buildApp = (options: AppOptions): FastifyInstance => {
  const app = createFastify(options);
  // An expectation we don't know may be ignored; Node's own 417 would have no Message.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  app.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
  acceptBodiesAsBytes(app);
  const answerUnknown = trackKnownPaths(app);
  const describe = describeRoutes(app);
  dropLateResults(app);
  closeAfterHandlers(app);
  app.decorateRequest('errorKind', undefined);
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(answerHeaders).header(REQUEST_ID_HEADER, request.id);
    done();
  });
  app.addHook('onRequest', limitTime(options.timeLimits));
  app.addHook('onRequest', requireOneHost);
  app.addHook('preParsing', (request, reply, _payload, done) => {
    // Where nothing is, no body is read; and a body that is framed wrongly has been refused a moment later.
    if (request.is404) setImmediate(() => void sendAnswer(reply, answerUnknown(request)));
    else done();
  });
  app.addHook('preParsing', boundBodies(options.largeBodies));
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (options.isDraining()) reply.header('connection', 'close');
    done();
  });
  app.addHook('onResponse', logRequest);
  app.addHook('onResponse', (request, reply, done) => {
    const { operation } = request.routeOptions.config;
    if (operation !== undefined) options.metrics.request(operation, reply.elapsedTime, request.errorKind);
    done();
  });
  app.setNotFoundHandler((request, reply) => sendAnswer(reply, answerUnknown(request)));
  app.setErrorHandler((error, request, reply) => {
    const errorAnswer = answerError(error, request.routeOptions.config.operation ?? 'decryption');
    request.errorKind = requestErrorKindOf(error, errorAnswer.statusCode);
    logError(error, errorAnswer, request.log);
    return sendAnswer(reply, errorAnswer);
  });
  limitRate(app, options.rateLimitPerMinute);
  app.register((routes, _options, done) => {
    healthRoutes(routes);
    readyRoute(routes, options);
    openapiRoute(routes, describe);
    encryptRoute(routes, options.secrets, options.admission);
    decryptRoute(routes, options.secrets, options.admission);
    done();
  });
  return app;
};
