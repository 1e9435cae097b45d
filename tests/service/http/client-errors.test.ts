import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ClientErrors } from '../../../service/http/client-errors.ts';

let server: Server;
beforeEach(async () => {
  server = createServer({ headersTimeout: 50, requestTimeout: 100, connectionsCheckingInterval: 10 });
  const clientErrors = new ClientErrors();
  clientErrors.watch(server);
  server.on('clientError', clientErrors.answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const dial = (): Socket => connect((server.address() as AddressInfo).port, '127.0.0.1');

/** All that comes back until the server closes. */
const heard = async (socket: Socket): Promise<string> => {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
};

describe('a client whose request does not become whole', () => {
  it('is told that its head came too late, and the connection is closed', async () => {
    const socket = dial();
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n');
    const answer = await heard(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\nConnection: close\r\n/);
    expect(answer).toMatch(/\r\n\r\n\{"Message":"The request took too long to arrive"\}$/);
  });

  it('is refused although what it asked before on its connection was answered', async () => {
    server.on('request', (_request, response) => response.end('here'));
    const socket = dial();
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'data');
    socket.write('no request\r\n\r\n');
    expect(await heard(socket)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  });

  it('is refused only after all that it asked before on its connection was answered', async () => {
    const responses: ServerResponse[] = [];
    server.on('request', (_request, response: ServerResponse) => responses.push(response));
    server.on('clientError', () => {
      const [first, second] = responses;
      first?.end().once('close', () => setImmediate(() => second?.end()));
    });
    const socket = dial();
    socket.write(`${'GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2)}no request\r\n\r\n`);
    expect((await heard(socket)).match(/(?<=HTTP\/1\.1 )\d+/g)).toEqual(['200', '200', '400']);
  });

  it('is told nothing when it never sent a byte', async () => {
    expect(await heard(dial())).toBe('');
  });
});
