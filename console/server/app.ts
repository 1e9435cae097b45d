import Fastify, { type FastifyInstance } from 'fastify';
import type { Detail, Fault, FaultOrder, Problem, Snapshot } from '../protocol.ts';
import type { Assets } from './assets.ts';
import type { ConsoleRun } from './console-run.ts';
import { datapointDetail } from './details/datapoint-detail.ts';
import { eventDetail } from './details/event-detail.ts';
import { explainEvent } from './explain-event.ts';
import { recordOf } from './history/call-detail.ts';
import type { History, Remembered } from './history/history.ts';
import { guardRequest } from './http/guard.ts';
import { NotFoundError } from './http/not-found-error.ts';
import { securityHeaders } from './http/security-headers.ts';
import type { Stream } from './http/stream.ts';
import type { Scenarios } from './scenarios/scenarios.ts';
import { renderShell } from './shell.ts';
import type { Viewer } from './views/viewer.ts';

export interface AppOptions {
  readonly run: Pick<ConsoleRun, 'plan' | 'monitoring'>;
  readonly history: History;
  readonly viewer: Pick<Viewer, 'snapshot'>;
  readonly stream: Stream;
  readonly scenarios: Scenarios;
  readonly assets: Assets;
  /** The one it listens on. */
  readonly port: () => number;
  readonly onUnexpectedError: (error: unknown) => void;
}

/** More than any body that is allowed. */
const maxBodyBytes = 1_024;

/** The console's HTTP application. Listening and closing are its caller's. */
export function buildApp(options: AppOptions): FastifyInstance {
  const app = Fastify({ bodyLimit: maxBodyBytes, forceCloseConnections: true, exposeHeadRoutes: false });
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(securityHeaders);
  });
  app.addHook('onRequest', guardRequest(options.port));
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(problem('There is no such page.')));
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const statusCode = error.statusCode ?? 500;
    if (statusCode < 500) return reply.code(statusCode).send(problem(error.message));
    options.onUnexpectedError(error);
    return reply.code(500).send(problem('The console failed; its log says why.'));
  });
  servePage(app, options);
  serveHistory(app, options);
  serveDetails(app, options);
  serveScenarios(app, options.scenarios);
  return app;
}

function problem(message: string): Problem {
  return { message };
}

function servePage(app: FastifyInstance, { viewer, stream, assets }: AppOptions): void {
  app.get('/', (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(renderShell(viewer.snapshot(stream.cursor()))),
  );
  for (const [path, { contentType, body }] of assets) {
    app.get(path, (_request, reply) => reply.type(contentType).send(body));
  }
}

function serveHistory(app: FastifyInstance, { viewer, stream }: AppOptions): void {
  app.get('/api/snapshot', (): Snapshot => viewer.snapshot(stream.cursor()));
  app.get('/api/events', (request, reply) => {
    if (!stream.hasRoom()) return reply.code(503).send(problem('Too many pages are open.'));
    const { after } = request.query as Readonly<Record<string, unknown>>;
    const from = request.headers['last-event-id'] ?? after;
    reply.hijack();
    reply.raw.writeHead(200, { ...securityHeaders, 'content-type': 'text/event-stream; charset=utf-8' });
    stream.add(reply.raw, typeof from === 'string' ? from : '');
    return reply;
  });
}

function serveDetails(app: FastifyInstance, { run, history }: AppOptions): void {
  const find = (id: unknown): Remembered => {
    const found = /^\d{1,15}$/.test(String(id)) ? history.find(Number(id)) : undefined;
    if (found === undefined) throw new NotFoundError('There is no such event, or it is no longer kept.');
    return found;
  };
  app.get('/api/events/:id', ({ params }): Detail => ({ detail: eventDetail(run.plan, find(idOf(params))) }));
  app.get('/api/events/:id/record', ({ params }): Detail => {
    const record = recordOf(find(idOf(params)));
    if (record === undefined) throw new NotFoundError('CloudTrail records calls; this event is none.');
    return { detail: record };
  });
  app.get('/api/events/:id/datapoint', ({ params, query }): Detail => {
    const { detection } = query as Readonly<Record<string, unknown>>;
    return { detail: datapointDetail(run, find(idOf(params)), String(detection)) };
  });
  app.get('/api/alarms/:id', ({ params }): Detail => {
    const found = run.monitoring.alarms().find(({ alarm }) => alarm.declaration.alarmName === idOf(params));
    if (found === undefined) throw new NotFoundError('There is no such alarm.');
    return { detail: found.alarm.describe() };
  });
  app.get('/api/explain', (request) => {
    const { event, detection } = request.query as Readonly<Record<string, unknown>>;
    return explainEvent(run.plan, find(event), String(detection));
  });
}

function idOf(params: unknown): string {
  return (params as { readonly id: string }).id;
}

function serveScenarios(app: FastifyInstance, scenarios: Scenarios): void {
  app.post('/api/try/:scenario', async (request) => {
    const outcome = scenarios.attempt((request.params as { scenario: string }).scenario);
    if (outcome === undefined) throw new NotFoundError('There is no such scenario.');
    return outcome;
  });
  app.post('/api/fault', (request, reply) => {
    const fault = readFault(request.body);
    if (fault === undefined) {
      return reply
        .code(400)
        .send(problem('The body is {"fault":"outage"}, {"fault":"throttle"} or {"fault":null}.'));
    }
    scenarios.setFault(fault);
    return { fault } satisfies FaultOrder;
  });
}

function readFault(body: unknown): Fault | null | undefined {
  const fault = (body as { fault?: unknown } | null)?.fault;
  return fault === 'outage' || fault === 'throttle' || fault === null ? fault : undefined;
}
