import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { TcpProxy } from '../../../support/faults/tcp-proxy.ts';

let serverSide: Socket[];
let stopServer: () => Promise<void>;
let proxy: TcpProxy;
let clients: Socket[];

/** Answers what it is told, in capitals. */
const startServer = async (): Promise<number> => {
  const sockets: Socket[] = [];
  serverSide = sockets;
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => socket.write(bytes.toString().toUpperCase()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stopServer = async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  };
  return (server.address() as AddressInfo).port;
};

beforeEach(async () => {
  proxy = await TcpProxy.start(await startServer());
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.destroy();
  await proxy.stop();
  await stopServer();
});

/** A client, what it heard so far, and how its connection ended. */
const dial = async () => {
  const socket = connect(proxy.port, '127.0.0.1');
  clients.push(socket);
  const heard = { text: '', ended: undefined as string | undefined };
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => (heard.text += text));
  socket.on('error', (error: NodeJS.ErrnoException) => (heard.ended = error.code));
  socket.on('close', () => (heard.ended ??= 'closed'));
  await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve));
  return { socket, heard };
};

const dialAndHear = async (word: string) => {
  const client = await dial();
  client.socket.write(word);
  await expect.poll(() => client.heard.text).toBe(word.toUpperCase());
  return client;
};

const pauseMs = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('the proxy', () => {
  it('leads on what both sides say, and the end of either', async () => {
    const first = await dialAndHear('one');
    const second = await dialAndHear('two');
    expect([proxy.accepted, proxy.openConnections, proxy.mostOpen]).toEqual([2, 2, 2]);
    serverSide[0]?.end('bye');
    await expect.poll(() => first.heard).toEqual({ text: 'ONEbye', ended: 'closed' });
    second.socket.end();
    await once(serverSide[1] as Socket, 'close');
    await expect.poll(() => proxy.openConnections).toBe(0);
    expect(proxy.mostOpen).toBe(2);
  });

  it('passes a megabyte whole to a client that reads late', async () => {
    const { socket, heard } = await dial();
    socket.pause();
    socket.write('a'.repeat(1024 * 1024));
    await pauseMs(50);
    socket.resume();
    await expect.poll(() => heard.text.length, { timeout: 5_000 }).toBe(1024 * 1024);
  });

  it('delays both directions and keeps the order when the delay ends', async () => {
    const { socket, heard } = await dialAndHear('a');
    proxy.delay(150);
    const startedAt = performance.now();
    socket.write('b');
    await pauseMs(20);
    await proxy.heal();
    socket.write('c');
    await expect.poll(() => heard.text, { interval: 5 }).toBe('ABC');
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(149);
    proxy.delay(100);
    const sentAt = performance.now();
    socket.write('d');
    await expect.poll(() => heard.text, { interval: 5 }).toBe('ABCD');
    expect(performance.now() - sentAt).toBeGreaterThanOrEqual(199);
  });

  it('cuts an answer after so many bytes, counted from the moment it was told to', async () => {
    const { socket, heard } = await dialAndHear('before');
    proxy.cutAnswersAfter(3);
    socket.write('answer');
    // A reset that comes together with bytes is read as an end.
    await expect.poll(() => heard.ended).toMatch(/^(?:ECONNRESET|closed)$/);
    expect(heard.text).toBe('BEFOREANS');
    await proxy.heal();
    await dialAndHear('whole again');
  });

  it('changes answers on their way', async () => {
    proxy.rewriteAnswers((bytes) => Buffer.from(bytes.toString().replace('E', '3')));
    const { socket, heard } = await dial();
    socket.write('rewrite');
    await expect.poll(() => heard.text).toBe('R3WRITE');
  });

  it('is a black hole: nothing passes or ends, and after healing only new connections are well', async () => {
    const open = await dialAndHear('open');
    proxy.silence();
    const late = await dial();
    for (const { socket } of [open, late]) socket.write('hello?');
    serverSide[0]?.end();
    await pauseMs(50);
    expect([open.heard, late.heard]).toEqual([
      { text: 'OPEN', ended: undefined },
      { text: '', ended: undefined },
    ]);
    await proxy.heal();
    await dialAndHear('new');
    expect(open.heard.text).toBe('OPEN');
  });

  it('leaves connections half open: the server is gone, the client is not told, new ones are well', async () => {
    const { socket, heard } = await dialAndHear('open');
    const gone = once(serverSide[0] as Socket, 'close');
    proxy.halfOpen();
    await gone;
    socket.write('hello?');
    await dialAndHear('new');
    expect(heard).toEqual({ text: 'OPEN', ended: undefined });
  });

  it('loses answers of open connections while the server hears all', async () => {
    const { socket, heard } = await dialAndHear('open');
    proxy.loseAnswers();
    const received = once(serverSide[0] as Socket, 'data');
    socket.write('heard');
    expect(String((await received)[0])).toBe('heard');
    await dialAndHear('new');
    expect(heard.text).toBe('OPEN');
  });

  it('resets open and new connections, or has them refused, until it heals', async () => {
    const open = await dialAndHear('open');
    proxy.cut();
    const late = await dial();
    await expect.poll(() => [open.heard.ended, late.heard.ended]).toEqual(['ECONNRESET', 'ECONNRESET']);
    await proxy.heal();
    const again = await dialAndHear('again');
    await proxy.refuse();
    const refused = await dial();
    await expect.poll(() => [again.heard.ended, refused.heard.ended]).toEqual(['ECONNRESET', 'ECONNREFUSED']);
    await proxy.heal();
    await dialAndHear('well');
  });

  it('leads new connections elsewhere and leaves open ones where they are', async () => {
    const open = await dialAndHear('first');
    const earlier = { serverSide, stopServer };
    proxy.leadTo(await startServer());
    await dialAndHear('second');
    open.socket.write('!');
    await expect.poll(() => open.heard.text).toBe('FIRST!');
    expect([earlier.serverSide.length, serverSide.length]).toEqual([1, 1]);
    await earlier.stopServer();
  });
});
