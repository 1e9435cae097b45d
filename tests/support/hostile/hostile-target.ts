import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

import { http } from '../../service/support/http-client.ts';
import { OpenApiContract, type SeenAnswer } from '../../service/support/openapi-contract.ts';

/** A running service that inputs are tried on. */
export interface Running {
  readonly url: string;
  /** All that it printed so far. */
  printed(): string;
  /** How many records there are. */
  countRecords(): Promise<number>;
}

/** What is sent, and which of the document's operations should answer it. */
export interface Ask {
  readonly method: string;
  readonly path: string;
  /** The path in the OpenAPI document; none where nothing is. */
  readonly route: string | undefined;
  /** Names and values in turn, as they go over the wire. */
  readonly headers?: readonly string[];
  /** Sent with its length. */
  readonly body?: Buffer;
}

type Answered = Pick<SeenAnswer, 'statusCode' | 'headers' | 'body'>;

const send = ({ method, path, headers = [], body }: Ask, url: string, agent: Agent) =>
  new Promise<Answered>((resolve, reject) => {
    const { host, hostname, port } = new URL(url);
    const length = body === undefined ? [] : ['content-length', String(body.length)];
    const message = request(
      { hostname, port, method, path, agent, headers: ['host', host, ...length, ...headers] },
      (response) => {
        text(response).then(
          (answer) =>
            resolve({ statusCode: response.statusCode ?? 0, headers: response.headers, body: answer }),
          reject,
        );
      },
    );
    message.on('error', reject).end(body);
  });

/** A running service and what was seen of it: every answer is held against its own OpenAPI document. */
export class HostileTarget {
  readonly running: Running;
  readonly contract: OpenApiContract;
  readonly #agent = new Agent({ keepAlive: true });
  /** Keys that came back to `/encrypt`. */
  readonly answeredKeys = new Set<string>();
  /** Requests tried so far. */
  inputs = 0;

  private constructor(running: Running, contract: OpenApiContract) {
    this.running = running;
    this.contract = contract;
  }

  static async of(running: Running): Promise<HostileTarget> {
    const document = await http(`${running.url}/openapi.json`);
    return new HostileTarget(running, new OpenApiContract(document.json() as never));
  }

  /** @throws Error when the answer isn't documented, is a 5xx, or repeats something of `secrets`. */
  async ask(ask: Ask, secrets: readonly string[] = []): Promise<Answered> {
    this.inputs += 1;
    const { method, path } = ask;
    const answer = await send(ask, this.running.url, this.#agent);
    const { statusCode } = answer;
    const violations = this.contract.violationsOf({
      ...answer,
      method,
      route: statusCode === 404 || statusCode === 405 ? undefined : ask.route,
    });
    if (statusCode >= 500) violations.push('input caused a fault of ours');
    if (statusCode === 200 && ask.route === '/encrypt') {
      this.answeredKeys.add((JSON.parse(answer.body) as { Key: string }).Key);
    }
    const told = statusCode === 200 && ask.route === '/decrypt' ? '' : answer.body;
    for (const secret of secrets)
      if (told.includes(secret)) violations.push('the answer repeats the request');
    if (violations.length > 0) throw new Error(`${method} ${path} ${statusCode}: ${violations.join('; ')}`);
    return answer;
  }

  close(): void {
    this.#agent.destroy();
  }
}
