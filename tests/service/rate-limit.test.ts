import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { InMemoryService } from './support/in-memory-service.ts';

const counted: unknown[][] = [];
let service: InMemoryService;
let app: InMemoryService['app'];
let log: InMemoryService['log'];

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 });
  service = await InMemoryService.start({
    rateLimitPerMinute: 3,
    metrics: { request: (operation, _durationMs, errorKind) => void counted.push([operation, errorKind]) },
  });
  ({ app, log } = service);
  counted.length = 0;
});
afterEach(async () => {
  await service.stop();
  vi.useRealTimers();
});

const send = (address: string, url = '/decrypt', body: object = { Name: 'nobody', Key: 'k' }) =>
  app.inject({ method: 'POST', url, payload: body, headers: { 'x-forwarded-for': address } });
const statusesOf = async (address: string, count: number) => {
  const statuses: number[] = [];
  while (statuses.length < count) statuses.push((await send(address)).statusCode);
  return statuses;
};

describe('a client beyond its share', () => {
  it('is answered 429 with the seconds left of its minute, and KMS is not called', async () => {
    expect(await statusesOf('203.0.113.7', 3)).toEqual([400, 400, 400]);
    vi.setSystemTime(1_700_000_000_000 + 17_500);
    const refused = await send('203.0.113.7');
    expect([refused.statusCode, refused.json()]).toEqual([
      429,
      { Message: 'Too many requests from this client, try again later' },
    ]);
    expect(refused.headers['retry-after']).toBe('43');
    expect(log.ofEvent('kms-call')).toHaveLength(3);
  });

  it('may go on when its minute is over, not a millisecond sooner', async () => {
    await statusesOf('203.0.113.7', 4);
    vi.setSystemTime(1_700_000_000_000 + 59_999);
    const refused = await send('203.0.113.7');
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '1']);
    vi.setSystemTime(1_700_000_000_000 + 60_000);
    expect(await statusesOf('203.0.113.7', 4)).toEqual([400, 400, 400, 429]);
  });

  it('is counted over both routes, and does not take the share of others', async () => {
    await send('203.0.113.7', '/encrypt', { Name: 'n', Text: 't' });
    expect(await statusesOf('203.0.113.7', 3)).toEqual([400, 400, 429]);
    expect(await statusesOf('203.0.113.8', 1)).toEqual([400]);
  });

  it('is answered the same whether the Name exists or not, before its body is read', async () => {
    await send('198.51.100.1', '/encrypt', { Name: 'exists', Text: 't' });
    await statusesOf('203.0.113.7', 3);
    const bodies = [{ Name: 'exists', Key: 'k' }, { Name: 'nobody', Key: 'k' }, { Name: 1 }];
    const answers = [];
    for (const body of bodies) answers.push(await send('203.0.113.7', '/decrypt', body));
    const [first, ...others] = answers.map(({ statusCode, headers, body }) => {
      return { statusCode, headers: { ...headers, 'x-request-id': '', date: '' }, body };
    });
    expect(first?.statusCode).toBe(429);
    for (const other of others) expect(other).toEqual(first);
  });

  it('can not name itself anew: only what the trusted proxy saw counts', async () => {
    const statuses: number[] = [];
    for (const claim of ['1.1.1.1', '2.2.2.2', '3.3.3.3', '4.4.4.4']) {
      statuses.push((await send(`${claim}, 203.0.113.7`)).statusCode);
    }
    expect(statuses).toEqual([400, 400, 400, 429]);
  });

  it('is an IPv6 network of /64; the next network is another client', async () => {
    await statusesOf('2001:db8:1:2::1', 2);
    await statusesOf('2001:db8:1:2:ffff:ffff:ffff:ffff', 1);
    expect(await statusesOf('2001:DB8:1:2::dead', 1)).toEqual([429]);
    expect(await statusesOf('2001:db8:1:3::1', 1)).toEqual([400]);
  });

  it('is the same client over IPv4 and IPv4 mapped into IPv6', async () => {
    await statusesOf('203.0.113.7', 3);
    expect(await statusesOf('::ffff:203.0.113.7', 1)).toEqual([429]);
    expect(await statusesOf('::ffff:203.0.113.8', 1)).toEqual([400]);
  });

  it('is told by the line of its request and counted, not logged as a failure', async () => {
    await statusesOf('203.0.113.7', 4);
    expect(log.ofEvent('request').at(-1)).toMatchObject({ statusCode: 429, clientAddress: '203.0.113.7' });
    expect(log.lines().filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
    expect(counted.at(-1)).toEqual(['decryption', 'RateLimited']);
  });

  it.each(['/', '/health', '/ready', '/openapi.json'])('may ask GET %s all the same', async (url) => {
    await statusesOf('203.0.113.7', 4);
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    expect((await app.inject({ method: 'GET', url, headers })).statusCode).toBe(200);
  });

  it('gets its whole share when it sends everything at once on one connection', async () => {
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const socket = connect(Number(port), '127.0.0.1');
    const body = '{"Name":"nobody","Key":"k"}';
    const ask = (more: string) =>
      `POST /decrypt HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${more}` +
      `Content-Length: ${body.length}\r\n\r\n${body}`;
    socket.write(ask('').repeat(4) + ask('Connection: close\r\n'));
    const statuses = (await text(socket)).match(/(?<=HTTP\/1\.1 )\d+/g);
    expect(statuses).toEqual(['400', '400', '400', '429', '429']);
  });

  it('tells in no answer how much is left of its share', async () => {
    const answers = [];
    while (answers.length < 4) answers.push(await send('203.0.113.7'));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([400, 400, 400, 429]);
    const names = answers.flatMap(({ headers }) => Object.keys(headers));
    expect(names.filter((name) => name.includes('ratelimit'))).toEqual([]);
    expect(answers[0]?.headers['retry-after']).toBeUndefined();
  });
});
