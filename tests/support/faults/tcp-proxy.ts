import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

import { unimpaired, Wire, type Impairment } from './wire.ts';

/** What becomes of a connection when it is made. */
type Welcome = 'lead on' | 'ignore' | 'reset';

/**
 * A loopback TCP proxy whose wires a test can damage. npm was looked at: the proxies there only forward, and
 * the one that breaks things (Toxiproxy) is a client for a server in Go.
 */
export class TcpProxy {
  readonly #server: Server;
  /** Every client that is there, with the wire of those that were led on. */
  readonly #clients = new Map<Socket, Wire | undefined>();
  #targetPort: number;
  #port = 0;
  #welcome: Welcome = 'lead on';
  #impairment: Impairment = unimpaired;
  /** Connections accepted so far. */
  accepted = 0;
  /** Most connections that were open at one time. */
  mostOpen = 0;

  private constructor(targetPort: number) {
    this.#targetPort = targetPort;
    this.#server = createServer((client) => this.#take(client));
  }

  static async start(targetPort: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(targetPort);
    await proxy.#listen();
    return proxy;
  }

  get port(): number {
    return this.#port;
  }

  /** Connections whose client has not left, as far as the proxy was told. */
  get openConnections(): number {
    return this.#clients.size;
  }

  /** Everything arrives this much later, in both directions. */
  delay(delayMs: number): void {
    this.#impair({ ...unimpaired, delayMs });
  }

  /** Each connection is reset in the middle of its answers, after this many bytes of them. */
  cutAnswersAfter(answerBytes: number): void {
    this.#impair({ ...unimpaired, answerBytes });
  }

  /** Answers are changed on their way. */
  rewriteAnswers(rewriteAnswer: Impairment['rewriteAnswer']): void {
    this.#impair({ ...unimpaired, rewriteAnswer });
  }

  /** A black hole: open connections stay open, nothing passes; new ones are accepted and get no answer. */
  silence(): void {
    this.#welcome = 'ignore';
    for (const wire of this.#wires()) wire.silence();
  }

  /** The answers of open connections are lost: what clients send still arrives. */
  loseAnswers(): void {
    for (const wire of this.#wires()) wire.loseAnswers();
  }

  /** Open connections become half open: the server's end is gone, the client isn't told. New ones are well. */
  halfOpen(): void {
    for (const wire of this.#wires()) wire.loseServer();
  }

  /** Open connections are reset, new ones as soon as they are made. */
  cut(): void {
    this.#welcome = 'reset';
    for (const wire of this.#wires()) wire.reset();
  }

  /** A machine where nobody listens: open connections are reset, new ones refused by the kernel. */
  async refuse(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const client of this.#clients.keys()) client.resetAndDestroy();
    await closed;
  }

  /** Leads new connections to another port; those open stay where they are. */
  leadTo(port: number): void {
    this.#targetPort = port;
  }

  /** What is new passes again. Connections that were silenced or are half open stay so. */
  async heal(): Promise<void> {
    this.#welcome = 'lead on';
    this.#impair(unimpaired);
    if (!this.#server.listening) await this.#listen();
  }

  stop(): Promise<void> {
    return this.refuse();
  }

  async #listen(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  *#wires(): Iterable<Wire> {
    for (const wire of this.#clients.values()) if (wire !== undefined) yield wire;
  }

  #impair(impairment: Impairment): void {
    this.#impairment = impairment;
    for (const wire of this.#wires()) wire.impair(impairment);
  }

  #take(client: Socket): void {
    this.accepted += 1;
    client.on('error', () => undefined);
    client.once('close', () => this.#clients.delete(client));
    if (this.#welcome === 'reset') {
      client.resetAndDestroy();
      return;
    }
    const wire =
      this.#welcome === 'ignore'
        ? undefined
        : new Wire(client, connect(this.#targetPort, '127.0.0.1'), this.#impairment);
    this.#clients.set(client, wire);
    this.mostOpen = Math.max(this.mostOpen, this.#clients.size);
  }
}
