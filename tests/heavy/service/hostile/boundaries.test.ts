import { connect, type Socket } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { MAX_BODY_BYTES, MAX_CLIENT_CONNECTIONS } from '../../../../service/http/limits.ts';
import { ServiceWorld } from '../../../service/support/service-world.ts';
import { heardInCanaries } from '../../../support/hostile/heard-in-canaries.ts';
import { exchange } from '../../../support/hostile/raw-exchange.ts';
import { canaries } from '../../../support/hostile/secret-body.ts';

let world: ServiceWorld;
let port: number;
const answeredKeys = new Set<string>();
beforeAll(async () => {
  world = await ServiceWorld.start();
  port = Number(new URL((await world.listen({ LOG_LEVEL: 'trace' })).url).port);
});
afterAll(() => world.stop(heardInCanaries(answeredKeys)));

/** The status codes that come back for these bytes. */
const statusesOf = async (...pieces: readonly string[]): Promise<number[]> => {
  const answers = await exchange(
    port,
    pieces.map((piece) => Buffer.from(piece)),
  );
  for (const { body } of answers) {
    const [, key] = /"Key":"([^"]+)"/.exec(body) ?? [];
    if (key !== undefined) answeredKeys.add(key);
  }
  return answers.map(({ statusCode }) => statusCode);
};

const headOf = (...lines: readonly string[]): string =>
  [
    'POST /encrypt HTTP/1.1',
    'Host: x',
    'Connection: close',
    'Content-Type: application/json',
    ...lines,
    '',
    '',
  ].join('\r\n');

/** A sound body of exactly so many bytes, most of them blanks. */
const bodyOf = (bytes: number, purpose: string): string =>
  JSON.stringify({ Name: `${canaries.Name} ${purpose}`, Text: canaries.Text }).padEnd(bytes);

const inChunks = (body: string, chunkBytes: number): string => {
  const chunks = [];
  for (let at = 0; at < body.length; at += chunkBytes) {
    const chunk = body.slice(at, at + chunkBytes);
    chunks.push(`${chunk.length.toString(16)}\r\n${chunk}\r\n`);
  }
  return `${chunks.join('')}0\r\n\r\n`;
};

describe('a limit is kept to the byte', () => {
  it.each([
    ['its length told', MAX_BODY_BYTES, 200],
    ['its length told', MAX_BODY_BYTES + 1, 413],
  ])('of a body, %s: %i is answered %i', async (title, bytes, statusCode) => {
    const body = bodyOf(bytes, `${title} ${bytes}`);
    expect(await statusesOf(headOf(`Content-Length: ${bytes}`) + body)).toEqual([statusCode]);
  });

  it.each([
    [MAX_BODY_BYTES, 400_000, 200],
    [MAX_BODY_BYTES + 1, 400_000, 413],
    [MAX_BODY_BYTES, 1_000, 200],
    [MAX_BODY_BYTES + 1, 1_000, 413],
  ])('of a body of %i bytes in chunks of %i: %i', async (bytes, chunkBytes, statusCode) => {
    const body = inChunks(bodyOf(bytes, `chunked ${bytes} ${chunkBytes}`), chunkBytes);
    expect(await statusesOf(headOf('Transfer-Encoding: chunked') + body)).toEqual([statusCode]);
  });

  it.each([
    ['one header', (bytes: number) => ['GET /health HTTP/1.1', 'Host: x', `a:${'x'.repeat(bytes - 13)}`]],
    ['a path', (bytes: number) => [`GET /health?${'x'.repeat(bytes - 13)} HTTP/1.1`, 'Host: x']],
    [
      'many headers',
      (bytes: number) => [
        'GET /health HTTP/1.1',
        'Host: x',
        `a:${'x'.repeat((bytes - 13) % 2)}`,
        ...Array.from({ length: Math.floor((bytes - 13) / 2) }, () => 'a:x'),
      ],
    ],
  ])('of the headers, 16 KiB without their separators, in %s', async (_title, linesOf) => {
    const ask = (bytes: number) =>
      statusesOf([...linesOf(bytes - 'Connectionclose'.length), 'Connection: close', '', ''].join('\r\n'));
    expect([await ask(16_383), await ask(16_384)]).toEqual([[200], [431]]);
  });

  it(
    'of connections: one more is hung up on, and is served when another has gone',
    { timeout: 120_000 },
    async () => {
      const sockets: Socket[] = [];
      const open = async (): Promise<Socket> => {
        const socket = connect(port, '127.0.0.1').on('error', () => undefined);
        await new Promise((connected) => socket.once('connect', connected));
        sockets.push(socket);
        return socket;
      };
      const isServed = (socket: Socket): Promise<boolean> =>
        new Promise((resolve) => {
          socket.once('close', () => resolve(false)).once('data', () => resolve(true));
          if (!socket.write('GET /health HTTP/1.1\r\nHost: x\r\n\r\n')) resolve(false);
        });
      while (sockets.length < MAX_CLIENT_CONNECTIONS) {
        const batch = await Promise.all(Array.from({ length: 100 }, open));
        expect((await Promise.all(batch.map(isServed))).filter((served) => served)).toHaveLength(100);
      }
      expect(await isServed(await open())).toBe(false);
      expect(await isServed(sockets[0] ?? (await open()))).toBe(true);
      const gone = sockets.shift();
      gone?.end();
      if (gone !== undefined) await new Promise((closed) => gone.once('close', closed));
      expect(await isServed(await open())).toBe(true);
      for (const socket of sockets) socket.destroy();
    },
  );
});
