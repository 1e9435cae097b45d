import { once } from 'node:events';
import { connect } from 'node:net';

import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import { ServiceWorld, type ListeningService } from '../../../service/support/service-world.ts';
import { heardInCanaries } from '../../../support/hostile/heard-in-canaries.ts';
import { HostileTarget } from '../../../support/hostile/hostile-target.ts';
import { parseAnswers } from '../../../support/hostile/raw-exchange.ts';
import { canaries } from '../../../support/hostile/secret-body.ts';

const routes = [
  ['GET', '/'],
  ['GET', '/health'],
  ['GET', '/ready'],
  ['GET', '/openapi.json'],
  ['POST', '/encrypt'],
  ['POST', '/decrypt'],
  ['GET', '/decrypt'],
] as const;
const healthRoutes = ['/', '/health', '/ready', '/openapi.json'];
const secretRoutes = routes.slice(4);

const asJson = ['content-type', 'application/json'];
const bodyOf = (body: object): Buffer => Buffer.from(JSON.stringify(body));

const { Name, Text } = canaries;

let world: ServiceWorld;
let service: ListeningService;
let target: HostileTarget;
let sql: Sql;
/** What was wrong with answers, and how many there were. */
const violations: string[] = [];
let answers = 0;

beforeAll(async () => {
  world = await ServiceWorld.start();
  service = await world.listen({ LOG_LEVEL: 'trace' });
  target = await HostileTarget.of({
    url: service.url,
    printed: () => service.process.lines.join('\n'),
    countRecords: () => Promise.resolve(0),
  });
  sql = postgres({ ...world.postgres.connection(), max: 1 });
}, 300_000);
afterAll(async () => {
  target.close();
  await sql.end();
  await world.stop(heardInCanaries(target.answeredKeys));
});

/** Begins a request over a connection of its own; `rest` of it never comes. Resolves with what was answered. */
const begin = async (
  method: string,
  route: string,
  head: string,
  { thenHangUp = false } = {},
): Promise<void> => {
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => undefined);
  socket.write(`${method} ${route} HTTP/1.1\r\nHost: x\r\n${head}\r\n{"`);
  if (thenHangUp) socket.end();
  if (!socket.closed) await once(socket, 'close');
  for (const { statusCode, head: lines, body } of parseAnswers(Buffer.concat(chunks).toString('latin1'))) {
    const headers = Object.fromEntries(
      lines
        .split('\r\n')
        .slice(1)
        .map((line) => {
          const [name = '', ...value] = line.split(':');
          return [name.toLowerCase(), value.join(':').trim()];
        }),
    );
    see({ method, route, statusCode, headers, body: Buffer.from(body, 'latin1').toString() });
  }
};

const see = (answer: Parameters<typeof target.contract.violationsOf>[0]): void => {
  answers += 1;
  violations.push(...target.contract.violationsOf(answer));
};

const ask = (method: string, route: string, headers: readonly string[] = [], body?: Buffer) =>
  target.ask({ method, path: route, route, headers, ...(body !== undefined && { body }) }).then(
    (answer) => {
      answers += 1;
      return answer;
    },
    // A 5xx is what is wanted here; everything else that is wrong with it is told too.
    (error: unknown) => {
      answers += 1;
      const problems = (error as Error).message.replace(/(; )?input caused a fault of ours/, '');
      if (!/: $/.test(problems)) violations.push(problems);
      return undefined;
    },
  );

it(
  'the running service gives every answer that its OpenAPI document names, and no other',
  { timeout: 600_000 },
  async () => {
    const late = routes.map(([method, route]) => begin(method, route, 'Content-Length: 9\r\n'));
    for (const [method, route] of routes) {
      await begin(method, route, 'Content-Length: 9\r\n', { thenHangUp: true });
      await ask(method, route, asJson, Buffer.alloc(409_601));
    }
    for (const route of healthRoutes) for (const method of ['GET', 'HEAD']) await ask(method, route);
    const stored = await ask('POST', '/encrypt', asJson, bodyOf({ Name, Text }));
    await ask('POST', '/encrypt', asJson, bodyOf({ Name, Text }));
    const { Key } = JSON.parse(stored?.body ?? '{}') as { Key: string };
    for (const method of ['GET', 'POST']) await ask(method, '/decrypt', asJson, bodyOf({ Name, Key }));
    for (const [method, route] of secretRoutes)
      await ask(method, route, ['content-type', 'text/plain'], Buffer.from('{}'));

    await sql`update records set format_version = 99`;
    const fields = (route: string) =>
      bodyOf({ Name, Key: canaries.Key, ...(route === '/encrypt' && { Text }) });
    for (const [method, route] of secretRoutes) await ask(method, route, asJson, fields(route));
    await sql`delete from records`;
    world.aws.faults.set('Decrypt', { kind: 'error', code: 'DisabledException' });
    for (const [method, route] of secretRoutes) await ask(method, route, asJson, fields(route));
    world.aws.faults.clear();

    const limited = await world.listen({ RATE_LIMIT_PER_MINUTE: '1', LOG_LEVEL: 'trace' });
    const usual = target;
    target = Object.assign(await HostileTarget.of({ ...usual.running, url: limited.url }), {
      contract: usual.contract,
    });
    for (let round = 0; round < 2; round += 1)
      for (const [method, route] of secretRoutes) await ask(method, route, asJson, fields(route));
    target.close();
    target = usual;
    await Promise.all(late);

    // As many half bodies as one client may have begun; the next is refused.
    const held = Array.from({ length: 16 }, () => begin('POST', '/encrypt', 'Content-Length: 20000\r\n'));
    await vi.waitUntil(
      async () => (await ask('GET', '/', asJson, Buffer.alloc(20_000))) === undefined,
      10_000,
    );
    for (const [method, route] of routes) await ask(method, route, asJson, Buffer.alloc(20_000));
    for (const route of healthRoutes)
      await ask('HEAD', route, ['content-length', '20000', 'connection', 'close']);
    await Promise.all(held);

    console.log(answers, 'answers held against the document');
    expect(violations).toEqual([]);
    expect(target.contract.unseen()).toEqual([]);
  },
);
