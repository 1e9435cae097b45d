import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { OverloadedError } from '../../../service/errors.ts';
import { boundBodies, type BodyLimits } from '../../../service/http/bound-bodies.ts';
import { acceptBodiesAsBytes } from '../../../service/http/json-body.ts';

let app: FastifyInstance;
/** Lets the requests that are held be answered, the first first. */
const held: (() => void)[] = [];
afterEach(async () => {
  for (const release of held.splice(0)) release();
  await app.close();
});

const start = (limits: BodyLimits): void => {
  app = Fastify();
  acceptBodiesAsBytes(app);
  app.addHook('preParsing', boundBodies(limits));
  app.setErrorHandler((error, _request, reply) =>
    reply.code(error instanceof OverloadedError ? 503 : 500).send(),
  );
  app.post('/', () => new Promise((resolve) => held.push(() => resolve('read'))));
};

const small = 16 * 1024;

/** The status of a request, `held` when it got as far as the handler. */
const send = async (bytes: number, from = '10.0.0.1', headers: Record<string, string> = {}) => {
  const before = held.length;
  const answered = app
    .inject({ method: 'POST', url: '/', remoteAddress: from, payload: Buffer.alloc(bytes), headers })
    .then(({ statusCode }) => statusCode);
  const reached = async (): Promise<'held'> => {
    while (held.length === before) await new Promise(setImmediate);
    return 'held';
  };
  return Promise.race([answered, reached()]);
};

describe('large bodies', () => {
  it('are held up to a number, and one more is refused until one is answered', async () => {
    start({ maxLarge: 2, maxLargePerClient: 2 });
    expect([await send(small + 1), await send(small + 1), await send(small + 1)]).toEqual([
      'held',
      'held',
      503,
    ]);
    held.shift()?.();
    await vi.waitFor(async () => expect(await send(small + 1)).toBe('held'), { interval: 1 });
    expect(await send(small + 1)).toBe(503);
  });

  it('do not keep small ones out', async () => {
    start({ maxLarge: 0, maxLargePerClient: 0 });
    expect([await send(small), await send(small + 1), await send(1)]).toEqual(['held', 503, 'held']);
  });

  it('are those of unknown length too', async () => {
    start({ maxLarge: 0, maxLargePerClient: 0 });
    expect(await send(1, '10.0.0.1', { 'transfer-encoding': 'chunked' })).toBe(503);
  });

  it('are bounded however many clients send them, and one that is refused gets no further', async () => {
    start({ maxLarge: 2, maxLargePerClient: 2 });
    const statuses = [
      await send(small + 1, '10.0.0.1'),
      await send(small + 1, '10.0.0.2'),
      await send(small + 1, '10.0.0.3'),
    ];
    expect(statuses).toEqual(['held', 'held', 503]);
    await new Promise(setImmediate);
    expect(held).toHaveLength(2);
  });

  it.each([
    ['2001:db8::1', '2001:db8::2:1', 503],
    ['2001:db8::1', '2001:db8:0:1::1', 'held'],
  ])('of %s and %s are of one client if they share their first 64 bits', async (one, other, expected) => {
    start({ maxLarge: 3, maxLargePerClient: 1 });
    expect([await send(small + 1, one), await send(small + 1, other)]).toEqual(['held', expected]);
  });

  it('of one client leave places for another', async () => {
    start({ maxLarge: 3, maxLargePerClient: 1 });
    expect([await send(small + 1), await send(small + 1)]).toEqual(['held', 503]);
    expect(await send(small + 1, '10.0.0.2')).toBe('held');
  });
});
