import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { guardRequest } from '../../../../console/server/http/guard.ts';
import { originOf } from '../../../../console/server/http/origin.ts';

/** What a console on a port answers to a POST. */
async function statusOf(port: number, headers: { host: string; origin?: string }): Promise<number> {
  const app = Fastify();
  app.addHook(
    'onRequest',
    guardRequest(() => port),
  );
  app.post('/', () => '');
  const { statusCode } = await app.inject({
    method: 'POST',
    url: '/',
    headers: { ...headers, 'content-type': 'application/json' },
    body: '{}',
  });
  await app.close();
  return statusCode;
}

describe('a console on port 80', () => {
  it("names itself without the port, as browsers and curl do with HTTP's own", () => {
    expect(originOf(80)).toBe('http://127.0.0.1');
    expect(originOf(8080)).toBe('http://127.0.0.1:8080');
  });

  it.each(['127.0.0.1', 'localhost', '127.0.0.1:80', 'localhost:80'])(
    'answers to the Host %s',
    async (host) => {
      const origin = `http://${host.replace(':80', '')}`;
      expect(await statusOf(80, { host, origin })).toBe(200);
      expect(await statusOf(80, { host, origin: 'http://evil.example' })).toBe(403);
      expect(await statusOf(8080, { host, origin })).toBe(403);
    },
  );

  it.each(['evil.example', 'evil.example:80', '127.0.0.1:8080', '127.0.0.1:80:80', ''])(
    'refuses the Host %j',
    async (host) => {
      expect(await statusOf(80, { host, origin: 'http://127.0.0.1' })).toBe(403);
      expect(await statusOf(80, { host, origin: `http://${host}` })).toBe(403);
    },
  );
});
