import { once } from 'node:events';
import {
  Agent,
  createServer,
  request as send,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

interface Target {
  readonly url: string;
  readonly agent: Agent;
}

/**
 * As much of a load balancer as a deployment needs: requests go to the registered targets in turn, over
 * connections that are kept, and what can't be passed on is a 502. Nothing is tried twice.
 */
export class Balancer {
  readonly #server: Server;
  #targets: readonly Target[] = [];
  #turn = 0;
  /** Requests that no target answered whole. */
  failed = 0;

  private constructor() {
    this.#server = createServer((request, response) => this.#pass(request, response));
    this.#server.keepAliveTimeout = 60_000;
  }

  static async start(): Promise<Balancer> {
    const balancer = new Balancer();
    balancer.#server.listen(0, '127.0.0.1');
    await once(balancer.#server, 'listening');
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  register(url: string): void {
    this.#targets = [...this.#targets, { url, agent: new Agent({ keepAlive: true }) }];
  }

  /** No new request goes there; those under way are left to end. */
  deregister(url: string): void {
    this.#targets = this.#targets.filter((target) => target.url !== url);
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    for (const { agent } of this.#targets) agent.destroy();
    await once(this.#server, 'close');
  }

  #pass(request: IncomingMessage, response: ServerResponse): void {
    const target = this.#targets[(this.#turn += 1) % this.#targets.length];
    const fail = (): void => {
      this.failed += 1;
      if (response.headersSent) response.destroy();
      else response.writeHead(502, { 'content-type': 'application/json' }).end('{}');
    };
    if (target === undefined) {
      fail();
      return;
    }
    const { method, headers } = request;
    const passed = send(
      `${target.url}${request.url ?? ''}`,
      { method, headers, agent: target.agent },
      (answer) => {
        // Whether a connection is kept is each side's own business.
        const kept = Object.entries(answer.headers).filter(
          ([name]) => !/^(?:connection|keep-alive)$/.test(name),
        );
        response.writeHead(answer.statusCode ?? 502, Object.fromEntries(kept));
        answer.on('error', fail).pipe(response);
      },
    );
    passed.on('error', fail);
    request.pipe(passed);
  }
}
