import { randomUUID } from 'node:crypto';
import { request } from 'node:http';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { InMemoryService } from './support/in-memory-service.ts';

let service: InMemoryService;
let app: InMemoryService['app'];
let aws: InMemoryService['aws'];
let log: InMemoryService['log'];
let databaseAnswers = true;
let draining = false;

beforeAll(async () => {
  service = await InMemoryService.start({
    ping: () => (databaseAnswers ? Promise.resolve() : Promise.reject(new Error('no answer'))),
    isDraining: () => draining,
  });
  ({ app, aws, log } = service);
});
afterAll(() => service.stop());
beforeEach(() => {
  service.forget();
  databaseAnswers = true;
  draining = false;
});

const post = (url: string, payload: object | string, contentType = 'application/json') =>
  app.inject({ method: 'POST', url, payload, headers: { 'content-type': contentType } });

/** The status of a POST with these Content-Type headers, each a line of its own. */
const askWithTypes = (url: string, contentTypes: readonly string[]): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const message = request(url, { method: 'POST', agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    });
    message.setHeader('content-type', contentTypes);
    message.on('error', reject).end('{"Name":"n","Key":"k"}');
  });

describe('health', () => {
  it.each(['/', '/health', '//health'])('GET %s answers 200 without KMS or the database', async (url) => {
    const response = await app.inject({ method: 'GET', url });
    expect([response.statusCode, response.json()]).toEqual([200, { Message: 'Keywatch is running' }]);
    expect(aws.calls).toEqual([]);
  });

  it.each(['', '{}', '{"a":1}', 'not json'])('GET /health ignores the JSON body %s', async (payload) => {
    const headers = { 'content-type': 'application/json', 'content-length': String(payload.length) };
    const response = await app.inject({ method: 'GET', url: '/health', payload, headers });
    expect(response.statusCode).toBe(200);
  });

  it('GET /ready answers 200 while the database answers, and never calls KMS', async () => {
    const response = await app.inject({ method: 'GET', url: '/ready' });
    expect([response.statusCode, response.json()]).toEqual([200, { Message: 'Ready' }]);
    expect(aws.calls).toEqual([]);
  });
});

describe('GET /ready', () => {
  const ready = () => app.inject({ method: 'GET', url: '/ready' });

  it('answers 503 with Retry-After when the database does not answer, while /health stays 200', async () => {
    databaseAnswers = false;
    const response = await ready();
    expect([response.statusCode, response.json()]).toEqual([
      503,
      { Message: 'The database does not answer' },
    ]);
    expect(response.headers['retry-after']).toBe('2');
    expect((await app.inject({ method: 'GET', url: '/health' })).statusCode).toBe(200);
  });

  it('answers 503 while draining, and every answer then closes its connection', async () => {
    draining = true;
    const response = await ready();
    expect([response.statusCode, response.json()]).toEqual([503, { Message: 'Shutting down' }]);
    const health = await app.inject({ method: 'GET', url: '/health' });
    expect([health.statusCode, health.headers.connection]).toEqual([200, 'close']);
  });
});

describe('everything else', () => {
  it.each([
    ['GET', '/nothing'],
    ['POST', '/encrypt/'],
    ['POST', '/Encrypt'],
    ['POST', '/'.repeat(3)],
  ] as const)('%s %s finds nothing: 404', async (method, url) => {
    const response = await app.inject({ method, url, payload: '' });
    expect([response.statusCode, response.json()]).toEqual(
      url === '///'
        ? [405, { Message: 'This path allows GET, HEAD' }]
        : [404, { Message: 'There is nothing here' }],
    );
  });

  it.each([
    ['GET', '/encrypt', 'POST'],
    ['PUT', '/encrypt', 'POST'],
    ['DELETE', '//decrypt?x=1', 'GET, POST'],
    ['HEAD', '/decrypt', 'GET, POST'],
    ['OPTIONS', '/decrypt', 'GET, POST'],
    ['TRACE', '/decrypt', 'GET, POST'],
    ['POST', '/health', 'GET, HEAD'],
    ['PATCH', '/ready', 'GET, HEAD'],
  ] as const)('%s %s is refused with 405 and the methods allowed', async (method, url, allow) => {
    const response = await app.inject({ method: method as 'GET', url });
    expect(response.statusCode).toBe(405);
    expect(response.headers.allow).toBe(allow);
    if (method !== 'HEAD') expect(response.json()).toEqual({ Message: `This path allows ${allow}` });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'application/json-patch+json',
    'application/jsonx',
    'text/json',
    'application/json, text/plain',
    'text/plain, application/json',
  ])('a body of %s is refused with 415', async (contentType) => {
    const response = await post('/encrypt', '{"Name":"n","Text":"t"}', contentType);
    expect([response.statusCode, response.json()]).toEqual([
      415,
      { Message: 'The Content-Type must be application/json' },
    ]);
    expect(aws.calls).toEqual([]);
  });

  it('a body with several Content-Types is refused with 415, were they the same', async () => {
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    const answers = await Promise.all(
      [
        ['application/json'],
        ['application/json', 'text/plain'],
        ['application/json', 'application/json'],
      ].map((contentTypes) => askWithTypes(`${address}/decrypt`, contentTypes)),
    );
    expect(answers).toEqual([400, 415, 415]);
  });

  it.each(['/', '/health', '/ready', '/openapi.json'])(
    'GET %s is answered 200 whatever its Content-Type',
    async (url) => {
      for (const contentType of ['text/plain', 'garbage', '', ';', 'a/b; charset']) {
        const headers = { 'content-type': contentType };
        expect((await app.inject({ method: 'GET', url, headers })).statusCode).toBe(200);
        expect((await app.inject({ method: 'GET', url, headers, payload: 'x' })).statusCode).toBe(200);
      }
    },
  );

  it.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
  ])('a body of %s is read', async (contentType) => {
    const body = JSON.stringify({ Name: randomUUID(), Text: 't' });
    expect((await post('/encrypt', body, contentType)).statusCode).toBe(200);
  });

  it('a header whose value is content-type says nothing of a body', async () => {
    const headers = { a: 'content-type', 'content-type': 'application/json' };
    const payload = { Name: randomUUID(), Text: 't' };
    const response = await app.inject({ method: 'POST', url: '/encrypt', headers, payload });
    expect(response.statusCode).toBe(200);
  });

  it.each([
    ['one letter', 'x'],
    ['half an object', '{"Name":"n",'],
    ['a byte order mark', '\ufeff{"Name":"n","Text":"t"}'],
    ['single quotes', "{'Name':'n'}"],
    ['a trailing comma', '{"Name":"n","Text":"t",}'],
    ['two objects', '{}{}'],
  ])('malformed JSON is refused with 400 and not repeated: %s', async (_title, body) => {
    const response = await post('/encrypt', body);
    expect([response.statusCode, response.json()]).toEqual([
      400,
      { Message: 'The body is not JSON in UTF-8' },
    ]);
  });

  it('bytes that are not UTF-8 are refused with 400', async () => {
    const payload = Buffer.from('{"Name":"n\xff","Text":"t"}', 'latin1');
    const headers = { 'content-type': 'application/json' };
    const response = await app.inject({ method: 'POST', url: '/encrypt', payload, headers });
    expect([response.statusCode, response.json()]).toEqual([
      400,
      { Message: 'The body is not JSON in UTF-8' },
    ]);
  });

  it('a body of 400 KiB is read and one byte more is refused with 413', async () => {
    const bodyOf = (bytes: number): string => {
      const frame = JSON.stringify({ Name: 'n', Text: '' });
      return JSON.stringify({ Name: 'n', Text: 'x'.repeat(bytes - frame.length) });
    };
    const atLimit = await post('/encrypt', bodyOf(409_600));
    expect([atLimit.statusCode, atLimit.json<{ Message: string }>().Message]).toEqual([
      400,
      'Text must be a string of 1 to 65536 bytes in UTF-8 without unpaired surrogates',
    ]);
    const above = await post('/encrypt', bodyOf(409_601));
    expect([above.statusCode, above.json()]).toEqual([
      413,
      { Message: 'The body is larger than 409600 bytes' },
    ]);
  });

  it.each([
    ['no body', undefined],
    ['null', 'null'],
    ['an array', '[]'],
    ['a string', '"Name"'],
  ])('%s is refused with 400 and what is expected', async (_title, payload) => {
    const response = await app.inject({
      method: 'POST',
      url: '/decrypt',
      headers: { 'content-type': 'application/json' },
      ...(payload !== undefined && { payload }),
    });
    expect([response.statusCode, response.json()]).toEqual([
      400,
      { Message: 'The body must be a JSON object with Name and Key' },
    ]);
  });

  it('an empty body of unknown length is no body, whatever its type', async () => {
    const headers = { 'transfer-encoding': 'chunked', 'content-type': 'text/plain' };
    const response = await app.inject({ method: 'POST', url: '/decrypt', headers, payload: '' });
    expect([response.statusCode, response.json()]).toEqual([
      400,
      { Message: 'The body must be a JSON object with Name and Key' },
    ]);
  });

  it('forbids caches to keep any answer', async () => {
    const { headers } = await post('/decrypt', { Name: 'n', Key: 'k' });
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });

  it.each([
    ['an answer', 'GET', '/health', 200],
    ['a path that is not there', 'GET', '/nothing', 404],
    ['a path that is no URL', 'GET', '/%zz', 400],
  ] as const)('answers the id a request brought, with %s', async (_title, method, url, statusCode) => {
    const response = await app.inject({ method, url, headers: { 'x-request-id': 'order-7' } });
    expect([response.statusCode, response.headers['x-request-id']]).toEqual([statusCode, 'order-7']);
  });

  it("logs a request under the id it answers, and beside it the load balancer's trace id", async () => {
    const trace = '1-67891233-abcdef012345678912345678';
    const headers = { 'x-request-id': 'order-7', 'x-amzn-trace-id': `Root=${trace}` };
    await app.inject({ method: 'POST', url: '/decrypt', payload: { Name: 'n', Key: 'k' }, headers });
    expect(log.ofEvent('request')).toMatchObject([{ reqId: 'order-7', traceId: trace }]);
    expect(log.ofEvent('kms-call')).toMatchObject([{ reqId: 'order-7' }]);
  });

  it("takes a client's address from the one trusted proxy, not from what the client claims", async () => {
    await app.inject({
      method: 'GET',
      url: '/nothing',
      headers: { 'x-forwarded-for': '198.51.100.66, 203.0.113.7' },
    });
    expect(log.ofEvent('request')).toMatchObject([{ clientAddress: '203.0.113.7', route: null }]);
  });
});
