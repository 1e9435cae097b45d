import { once } from 'node:events';
import { Agent } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import * as limits from '../../service/http/limits.ts';
import { http } from './support/http-client.ts';
import { InMemoryService } from './support/in-memory-service.ts';

let service: InMemoryService;
let app: InMemoryService['app'];
let aws: InMemoryService['aws'];
let log: InMemoryService['log'];
let url: string;

beforeAll(async () => {
  service = await InMemoryService.start({
    trustedProxyHops: 0,
    timeLimits: { bodyMs: 300, answerMs: 400 },
  });
  ({ app, aws, log } = service);
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => service.stop());

/** Sends bytes as they are and returns all that comes back until the server closes. */
const raw = async (text: string, { thenHangUp = false } = {}): Promise<string> => {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => undefined);
  if (thenHangUp) socket.end(text);
  else socket.write(text);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
};

describe('timeouts', () => {
  it("keep a connection longer than the load balancer's 60 s and 5 s more, and wait for a head no longer than 11 s", () => {
    const { keepAliveTimeout, headersTimeout, requestTimeout, timeout } = app.server;
    expect(keepAliveTimeout).toBeGreaterThan(65_000);
    expect(headersTimeout + limits.HEADERS_CHECK_INTERVAL_MS).toBeLessThanOrEqual(11_000);
    expect(requestTimeout).toBeGreaterThan(headersTimeout + limits.BODY_TIMEOUT_MS);
    expect(timeout).toBeGreaterThan(limits.HANDLER_TIMEOUT_MS);
  });

  it('leave a request whose body came last enough for its whole deadline, so that nothing is stored after a 503', () => {
    const { BODY_TIMEOUT_MS, HANDLER_TIMEOUT_MS, ANSWER_DEADLINE_MS } = limits;
    expect(HANDLER_TIMEOUT_MS - BODY_TIMEOUT_MS).toBeGreaterThanOrEqual(ANSWER_DEADLINE_MS + 500);
  });

  it('come with a bound on connections', () => {
    expect(app.server.maxConnections).toBe(limits.MAX_CLIENT_CONNECTIONS);
  });
});

describe('over real sockets', () => {
  it("GET with a body, as the lab's curl sends it, is decrypted on one kept connection", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const created = await http(`${url}/encrypt`, {
      method: 'POST',
      agent,
      body: { Name: 'n', Text: 'over a socket' },
    });
    const { Key } = created.json() as { Key: string };
    const answers = [
      await http(`${url}//decrypt`, { agent, body: { Name: 'n', Key } }),
      await http(`${url}/health`, { agent, body: '' }),
      await http(`${url}/health`, { agent, body: {} }),
      await http(`${url}/decrypt`, { agent, body: { Name: 'n', Key } }),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    expect(answers[3]?.json()).toEqual({ Text: 'over a socket' });
    agent.destroy();
  });

  it('a chunked body is read as any other', async () => {
    const body = JSON.stringify({ Name: 'chunked', Text: 't' });
    const answer = await raw(
      `POST /encrypt HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n` +
        `Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('an expectation nobody knows is ignored', async () => {
    const answer = await raw(
      'GET /health HTTP/1.1\r\nHost: x\r\nExpect: coffee\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('a body announced above the limit is refused with 413 before it is sent', async () => {
    const answer = await raw(
      'POST /encrypt HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 409601\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('{"Message":"The body is larger than 409600 bytes"}');
  });

  it.each([
    ['no HTTP at all', 'planted-garbage\r\n\r\n', 400, 'The request is malformed'],
    [
      'a path that is no URL',
      'GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      400,
      'The request is malformed',
    ],
    [
      'both lengths of a body',
      'POST /encrypt HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      'The request is malformed',
    ],
    [
      'headers above 16 KiB',
      `GET /health HTTP/1.1\r\nHost: x\r\nA: ${'planted'.repeat(3000)}\r\n\r\n`,
      431,
      'The headers are too large',
    ],
  ])('%s is answered with JSON and the connection closed', async (_title, bytes, statusCode, message) => {
    const answer = await raw(bytes);
    expect(answer.startsWith(`HTTP/1.1 ${statusCode} `)).toBe(true);
    expect(answer.toLowerCase()).toContain('content-type: application/json');
    expect(answer.toLowerCase()).toContain('connection: close');
    expect(answer.slice(answer.indexOf('\r\n\r\n') + 4)).toBe(JSON.stringify({ Message: message }));
    expect(log.text()).not.toContain('planted');
  });

  it.each([
    ['no Host', 'GET /health HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['two Hosts', 'GET /health HTTP/1.1\r\nHost: x\r\nhost: x\r\nConnection: close\r\n\r\n', 400],
    [
      'two Hosts, the second behind thousands of other headers',
      `GET /health HTTP/1.1\r\nHost: x\r\n${'a:x\r\n'.repeat(3_000)}host: x\r\nConnection: close\r\n\r\n`,
      400,
    ],
    ['two Hosts, in HTTP/1.0', 'GET /health HTTP/1.0\r\nHost: x\r\nHost: x\r\n\r\n', 400],
    [
      'one Host and a header whose value is host',
      'GET /health HTTP/1.1\r\nHost: x\r\nA: host\r\nConnection: close\r\n\r\n',
      200,
    ],
    ['one Host', 'GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 200],
    ['no Host, as HTTP/1.0 allows', 'GET /health HTTP/1.0\r\n\r\n', 200],
  ])('a request with %s is answered %s', async (_title, bytes, statusCode) => {
    const answer = await raw(bytes);
    expect(answer.startsWith(`HTTP/1.1 ${statusCode} `)).toBe(true);
    expect(answer.slice(answer.indexOf('\r\n\r\n') + 4)).toBe(
      JSON.stringify({
        Message: statusCode === 200 ? 'Keywatch is running' : 'The request must have exactly one Host header',
      }),
    );
  });

  it.each([
    ['bytes that are no request', 'planted-garbage\r\n\r\n', [200, 400]],
    [
      'half a request',
      'POST /encrypt HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nx',
      [200, 400],
    ],
    ['a whole request', 'GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', [200, 200]],
  ])(
    'a secret is stored and its Key answered although %s comes right behind it',
    async (title, more, statuses) => {
      const body = JSON.stringify({ Name: `before ${title}`, Text: 't' });
      const head = 'POST /encrypt HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
      const answers = await raw(`${head}Content-Length: ${body.length}\r\n\r\n${body}${more}`);
      expect(answers.match(/(?<=HTTP\/1\.1 )\d+/g)?.map(Number)).toEqual(statuses);
      expect(answers).toMatch(/"Key":"[0-9a-f-]{36}"/);
    },
  );

  it('the body of a request that finds nothing is not waited for', async () => {
    const answer = await raw(
      'POST /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 900000\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('a large body that waits behind a slow request is held no longer once its sender has hung up', async () => {
    const head = 'POST /decrypt HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
    const slow = `${head}Content-Length: 27\r\n\r\n{"Name":"nobody","Key":"k"}`;
    const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`;
    for (let sender = 0; sender <= limits.LARGE_BODIES.maxLargePerClient; sender += 1) {
      await raw(slow + chunked, { thenHangUp: true });
    }
    const answer = await raw(chunked.replace('Host', 'Connection: close\r\nHost'));
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  it("a body that does not arrive is the client's fault: 408, and the connection is closed", async () => {
    const head =
      'POST /encrypt HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n';
    const answer = await raw(`${head}{"Na`);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('{"Message":"The request took too long to arrive"}');
  });

  it('a handler that does not end is ours: 503 with Retry-After', async () => {
    log.clear();
    const blocked = aws.block('Decrypt');
    const answer = await http(`${url}/decrypt`, { method: 'POST', body: { Name: 'nobody', Key: 'k' } });
    expect([answer.statusCode, answer.json()]).toEqual([
      503,
      { Message: 'Data decryption failed, check logs for more details' },
    ]);
    expect(answer.headers['retry-after']).toBe('2');
    blocked.release();
    // KMS's own line comes afterwards, and must not be taken for one of the next test.
    await vi.waitFor(() => expect(log.ofEvent('kms-call')).toHaveLength(1));
  });

  it('a client that has reset its connection still stands in the log, by its address', async () => {
    log.clear();
    const { port } = app.server.address() as AddressInfo;
    const accepted = once(app.server, 'connection');
    const socket = connect(port, '127.0.0.1');
    await accepted;
    const body = '{"Name":"nobody","Key":"k"}';
    socket.write(
      `POST /decrypt HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      () => socket.resetAndDestroy(),
    );
    await vi.waitFor(() => expect(log.ofEvent('kms-call')).toHaveLength(1));
    expect(log.ofEvent('kms-call')).toMatchObject([{ clientAddress: '127.0.0.1' }]);
  });

  it('a client that hangs up in the middle of its body is no fault of ours', async () => {
    log.clear();
    const head =
      'POST /encrypt HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n';
    expect(await raw(`${head}{"Na`, { thenHangUp: true })).toMatch(/^HTTP\/1\.1 400 /);
    expect((await http(`${url}/health`)).statusCode).toBe(200);
    expect(log.lines().filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
  });
});
