import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A loopback TCP proxy whose wire a test can cut or make silent. */
export class TcpProxy {
  readonly #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #mode: 'pass' | 'silent' | 'refuse' = 'pass';
  /** Connections accepted so far. */
  accepted = 0;

  private constructor(targetPort: number) {
    this.#server = createServer((client) => this.#join(client, connect(targetPort, '127.0.0.1')));
  }

  static async start(targetPort: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(targetPort);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get openConnections(): number {
    return this.#pairs.size;
  }

  /** Lost packets: open connections stay open, nothing passes, new ones are accepted and stay silent too. */
  silence(): void {
    this.#mode = 'silent';
    for (const pair of this.#pairs) for (const socket of pair) socket.unpipe().pause();
  }

  /** The answers are lost: what clients send still arrives. */
  loseAnswers(): void {
    for (const [, server] of this.#pairs) server.unpipe().pause();
  }

  /** A machine that is gone: open connections are reset, new ones are hung up on at once. */
  cut(): void {
    this.#mode = 'refuse';
    for (const pair of this.#pairs) for (const socket of pair) socket.resetAndDestroy();
  }

  /** Passes new connections again. Those silenced stay silent. */
  heal(): void {
    this.#mode = 'pass';
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.cut();
    await once(this.#server, 'close');
  }

  #join(client: Socket, server: Socket): void {
    this.accepted += 1;
    const pair = [client, server] as const;
    this.#pairs.add(pair);
    for (const socket of pair) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#pairs.delete(pair);
        for (const other of pair) other.destroy();
      });
    }
    if (this.#mode === 'refuse') client.resetAndDestroy();
    if (this.#mode === 'pass') {
      client.pipe(server);
      server.pipe(client);
    }
  }
}
