import type { Socket } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { exchange } from '../../support/hostile/raw-exchange.ts';
import { marker } from '../../support/secrets/interrogation.ts';
import { unreadRequests, type UnreadRequest } from '../../support/secrets/unread-requests.ts';
import { InMemoryService } from '../support/in-memory-service.ts';

const planted = {
  Name: marker(),
  Text: marker(),
  'another Text': marker(),
  'wrong Key': marker(),
  header: marker(),
};
const canaries = {
  'a Name': planted.Name,
  'a Text': planted.Text,
  'a wrong Key': planted['wrong Key'],
  'a header': planted.header,
};
const requests = unreadRequests(planted).map((request) => [request.title, request] as const);

/** Statuses of the answers, which the service's `stop` then looks into. */
const ask = async (service: InMemoryService, port: number, request: UnreadRequest): Promise<number[]> => {
  const answers = await exchange(port, request.pieces, request);
  for (const answer of answers) service.overheard.answers.add(JSON.stringify(answer));
  return answers.map(({ statusCode }) => statusCode);
};

/** One that holds a secret, and its port. */
const startService = async (): Promise<readonly [InMemoryService, number]> => {
  const service = await InMemoryService.start();
  const { port } = new URL(await service.app.listen({ host: '127.0.0.1', port: 0 }));
  const stored = { Name: planted.Name, Text: planted['another Text'] };
  await service.app.inject({ method: 'POST', url: '/encrypt', payload: stored });
  return [service, Number(port)];
};

describe('a secret that arrives where no route reads it', () => {
  let service: InMemoryService;
  let port: number;
  beforeAll(async () => {
    [service, port] = await startService();
  });
  // Finds it in no line, no answer, nothing AWS was told and no record.
  afterAll(() => service.stop(canaries));

  it.each(requests)('in %s is refused, and never seen again', async (_title, request) => {
    expect(await ask(service, port, request)).toEqual(request.statusCodes);
  });
});

describe('a service that keeps what its sockets hear', () => {
  let service: InMemoryService;
  let port: number;
  let heard = '';
  beforeAll(async () => {
    [service, port] = await startService();
    service.app.server.on('connection', (socket: Socket) => {
      socket.on('data', (bytes: Buffer) => (heard += bytes.toString('latin1')));
    });
  });
  afterAll(async () => {
    service.log.write(`${JSON.stringify({ heard })}\n`);
    await expect(service.stop(canaries)).rejects.toThrow('a Text is in the log: a line (as it is).');
  });

  it.each(requests)('has heard a secret in %s', async (_title, request) => {
    heard = '';
    await ask(service, port, request);
    expect(Object.values(canaries).some((secret) => heard.includes(secret))).toBe(true);
  });
});
