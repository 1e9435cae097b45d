import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';

import { RateLimitedError } from '../../../service/errors.ts';
import { limitRate } from '../../../service/http/limit-rate.ts';

let app: FastifyInstance;
afterEach(() => app.close());

const start = (perMinute: number): void => {
  app = Fastify();
  limitRate(app, perMinute);
  app.register((routes, _options, done) => {
    routes.get('/', () => 'here');
    done();
  });
};

const statusOf = async (remoteAddress: string): Promise<number> =>
  (await app.inject({ method: 'GET', url: '/', remoteAddress })).statusCode;

const numbered = (client: number): string => `10.1.${client >> 8}.${client & 255}`;

describe('the rate limit', () => {
  it('remembers 5,000 clients and forgets the least recent for one more', async () => {
    start(1);
    for (let client = 0; client < 5_000; client += 1) await statusOf(numbered(client));
    expect(await statusOf(numbered(0))).toBe(500);
    await statusOf(numbered(5_000));
    expect(await statusOf(numbered(1))).toBe(200);
    expect(await statusOf(numbered(0))).toBe(500);
  });

  it('adds no header of its own: the error it throws says when to come back', async () => {
    start(1);
    await statusOf('10.1.0.1');
    const refused = await app.inject({ method: 'GET', url: '/', remoteAddress: '10.1.0.1' });
    expect(refused.statusCode).toBe(500);
    const added = Object.keys(refused.headers).filter((name) => /^x-|^retry/.test(name));
    expect(added).toEqual([]);
  });

  it('counts those who have hung up already as one client', async () => {
    app = Fastify();
    app.addHook('onRequest', (request, _reply, done) => {
      Object.defineProperty(request.socket, 'remoteAddress', { value: undefined });
      done();
    });
    limitRate(app, 1);
    app.register((routes, _options, done) => {
      routes.get('/', () => 'here');
      done();
    });
    app.setErrorHandler((error, _request, reply) =>
      reply.code(error instanceof RateLimitedError ? 429 : 500).send(),
    );
    expect([await statusOf('10.1.0.1'), await statusOf('10.1.0.2')]).toEqual([200, 429]);
  });

  it('is off at 0', async () => {
    start(0);
    for (let request = 0; request < 100; request += 1) expect(await statusOf('10.1.0.1')).toBe(200);
  });
});
