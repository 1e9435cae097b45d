import type { FastifyInstance } from 'fastify';

import { buildApp, type AppOptions } from '../../../service/app.ts';
import { Admission } from '../../../service/http/admission.ts';
import { LARGE_BODIES } from '../../../service/http/limits.ts';
import { OpenApiContract, type OpenApiDocument, type SeenAnswer } from './openapi-contract.ts';

type Given = Pick<AppOptions, 'log' | 'secrets'> & Partial<AppOptions>;

/** More than any test has under way at once. */
export const roomyAdmission = (): Admission =>
  new Admission({ maxInFlight: 50, maxWaiting: 50, maxWaitMs: 30, calmMs: 100 });

export const countNothing = { request: () => undefined, kmsCall: () => undefined };

export const readDocument = async (app: FastifyInstance): Promise<OpenApiDocument> =>
  (await app.inject({ method: 'GET', url: '/openapi.json' })).json();

/** Calls back with every answer of an app that isn't ready yet. */
export const watchAnswers = (app: FastifyInstance, see: (answer: SeenAnswer) => void): void => {
  app.addHook('onSend', (request, reply, payload, done) => {
    see({
      method: request.method,
      route: request.routeOptions.url,
      statusCode: reply.statusCode,
      headers: reply.getHeaders(),
      body: request.method === 'HEAD' ? '' : String(payload),
    });
    done();
  });
};

/**
 * The service's app, every answer of which is held against its own OpenAPI document: closing it fails if one
 * was not documented. No rate limit and nothing shed unless asked for.
 */
export const buildCheckedApp = (given: Given): FastifyInstance => {
  const options: AppOptions = {
    trustedProxyHops: 1,
    timeLimits: { bodyMs: 12_000, answerMs: 15_000 },
    rateLimitPerMinute: 0,
    admission: roomyAdmission(),
    largeBodies: LARGE_BODIES,
    metrics: countNothing,
    ping: () => Promise.resolve(),
    isDraining: () => false,
    ...given,
  };
  const app = buildApp(options);
  const answers: SeenAnswer[] = [];
  watchAnswers(app, (answer) => void answers.push(answer));
  app.addHook('onClose', async () => {
    const contract = new OpenApiContract(await readDocument(buildApp(options)));
    const violations = answers.flatMap((answer) => contract.violationsOf(answer));
    if (violations.length > 0) throw new Error(`Not in the OpenAPI document:\n${violations.join('\n')}`);
  });
  return app;
};
