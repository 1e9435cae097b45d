import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';

import { Validator } from '@seriousme/openapi-schema-validator';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { buildCheckedApp, readDocument, watchAnswers } from './support/checked-app.ts';
import { FakeRecordStore, noWithdrawals } from './support/fake-record-store.ts';
import { InMemoryService } from './support/in-memory-service.ts';
import { createMemoryLog } from './support/memory-log.ts';
import { OpenApiContract, type OpenApiDocument, type SeenAnswer } from './support/openapi-contract.ts';

const answers: SeenAnswer[] = [];
let service: InMemoryService;
let app: FastifyInstance;
let document: OpenApiDocument;
let databaseAnswers = true;

const watched = (started: FastifyInstance): FastifyInstance => {
  watchAnswers(started, (answer) => void answers.push(answer));
  return started;
};

beforeAll(async () => {
  service = await InMemoryService.start({
    timeLimits: { bodyMs: 300, answerMs: 400 },
    ping: () => (databaseAnswers ? Promise.resolve() : Promise.reject(new Error('no answer'))),
  });
  app = watched(service.app);
  await app.listen({ host: '127.0.0.1', port: 0 });
  document = await readDocument(app);
});
afterAll(() => service.stop());

const takingBodies = [
  ['GET', '/'],
  ['GET', '/health'],
  ['GET', '/ready'],
  ['GET', '/openapi.json'],
  ['POST', '/encrypt'],
  ['POST', '/decrypt'],
  ['GET', '/decrypt'],
] as const;

const secretRoutes = [
  ['POST', '/encrypt', { Name: 'n', Text: 't', Key: 'k' }],
  ['POST', '/decrypt', { Name: 'n', Key: 'k' }],
  ['GET', '/decrypt', { Name: 'n', Key: 'k' }],
] as const;

const send = (target: FastifyInstance, method: 'GET' | 'POST', url: string, payload: object | string) =>
  target.inject({ method, url, payload, headers: { 'content-type': 'application/json' } });

/** Half a request over a socket, and what comes back until the service closes it. */
const beginRequest = async (head: string, { thenHangUp = false } = {}): Promise<string> => {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => (received += text));
  const text = `${head} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"`;
  if (thenHangUp) socket.end(text);
  else socket.write(text);
  await once(socket, 'close');
  return received;
};

/** Every kind of answer once, by means any client has or by faults of KMS, the database and the records. */
const seeEverything = async (): Promise<void> => {
  for (const [method, url] of takingBodies) {
    await send(app, method, url, 'x'.repeat(409_601));
    await beginRequest(`${method} ${url}`);
    await beginRequest(`${method} ${url}`, { thenHangUp: true });
  }
  for (const url of ['/', '/health', '/ready', '/openapi.json']) {
    for (const method of ['GET', 'HEAD'] as const) await app.inject({ method, url });
  }
  databaseAnswers = false;
  for (const method of ['GET', 'HEAD'] as const) await app.inject({ method, url: '/ready' });
  databaseAnswers = true;

  const stored = await send(app, 'POST', '/encrypt', { Name: 'n', Text: 't' });
  const { Key } = stored.json<{ Key: string }>();
  await send(app, 'POST', '/encrypt', { Name: 'n', Text: 't' });
  for (const method of ['GET', 'POST'] as const) await send(app, method, '/decrypt', { Name: 'n', Key });

  const limited = watched(service.appWith({ rateLimitPerMinute: 1 }));
  for (const [method, url, body] of secretRoutes) {
    await app.inject({ method, url, payload: '{}', headers: { 'content-type': 'text/plain' } });
    service.aws.faults.set('Decrypt', { kind: 'error', code: 'DisabledException' });
    await send(app, method, url, body);
    service.aws.faults.clear();
    await send(limited, method, url, body);
    await send(limited, method, url, body);
  }
  await limited.close();

  const crowded = watched(service.appWith({ largeBodies: { maxLarge: 0, maxLargePerClient: 0 } }));
  for (const [method, url] of takingBodies) await send(crowded, method, url, 'x'.repeat(20_000));
  for (const url of ['/', '/health', '/openapi.json']) {
    await crowded.inject({ method: 'HEAD', url, headers: { 'content-length': '20000' } });
  }
  await crowded.close();

  const { records } = service.records;
  const [record] = records.values();
  if (record === undefined) throw new Error('Nothing was stored.');
  records.set('damaged', { ...record, formatVersion: 99 });
  for (const [method, url, body] of secretRoutes) await send(app, method, url, { ...body, Name: 'damaged' });
};

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate({ ...document });
    expect(result.errors).toBeUndefined();
    expect([result.valid, document.openapi]).toEqual([true, '3.1.1']);
  });

  it('is found invalid by the same validator when it is broken', async () => {
    const broken = { ...document, paths: { '/': { get: { responses: { 200: { content: {} } } } } } };
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  it('names every path and method of the service, and no other', () => {
    const operations = Object.entries(document.paths).map(([path, methods]) => [
      path,
      Object.keys(methods).sort(),
    ]);
    expect(Object.fromEntries(operations)).toEqual({
      '/': ['get', 'head'],
      '/health': ['get', 'head'],
      '/ready': ['get', 'head'],
      '/openapi.json': ['get', 'head'],
      '/encrypt': ['post'],
      '/decrypt': ['get', 'post'],
    });
  });

  it('says that a GET with a body has no meaning in HTTP', () => {
    expect(JSON.stringify(document.paths['/decrypt']?.['get'])).toContain(
      'HTTP gives such a body no meaning',
    );
  });

  it('documents every answer the service gives, and none that it never gives', async () => {
    await seeEverything();
    const contract = new OpenApiContract(document);
    expect(contract.unseen()).toContain('GET /decrypt 429');
    expect(answers.flatMap((answer) => contract.violationsOf(answer))).toEqual([]);
    expect(contract.unseen()).toEqual([]);
  });
});

describe('the check of answers', () => {
  const good: SeenAnswer = {
    method: 'POST',
    route: '/decrypt',
    statusCode: 503,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-request-id': 'id',
      'retry-after': '2',
    },
    body: '{"Message":"m"}',
  };

  it('finds nothing wrong with a documented answer', () => {
    expect(new OpenApiContract(document).violationsOf(good)).toEqual([]);
  });

  it.each<[string, Partial<SeenAnswer>]>([
    ['a status nobody documented', { statusCode: 402 }],
    ['a method nobody documented', { method: 'PUT' }],
    ['another status where no route is', { route: undefined, statusCode: 500 }],
    ['one property too many', { body: '{"Message":"m","Name":"n"}' }],
    ['no Message', { body: '{}' }],
    ['a header missing', { headers: { ...good.headers, 'retry-after': undefined } }],
    ['a header of the wrong form', { headers: { ...good.headers, 'retry-after': 'soon' } }],
    ['another content type', { headers: { ...good.headers, 'content-type': 'text/html' } }],
  ])('finds %s', (_title, changes) => {
    expect(new OpenApiContract(document).violationsOf({ ...good, ...changes })).toHaveLength(1);
  });

  it('closes an app with an error when an answer was not documented', async () => {
    const { log } = createMemoryLog();
    const rogue = buildCheckedApp({
      log,
      secrets: {
        store: new FakeRecordStore().asStore,
        dataKeys: { generate: vi.fn(), decrypt: vi.fn() },
        decoy: { head: undefined },
        withdrawals: noWithdrawals,
      },
      ping: () => Promise.resolve(),
    });
    rogue.addHook('preHandler', (_request, reply, done) => {
      reply.code(418);
      done();
    });
    await rogue.inject({ method: 'GET', url: '/health' });
    await expect(rogue.close()).rejects.toThrow('GET /health 418: is not documented');
  });
});
