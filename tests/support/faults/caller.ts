import { Agent } from 'node:http';

import { http } from '../../service/support/http-client.ts';
import type { Confided, Correspondence } from '../secrets/correspondence.ts';
import type { Sample } from './samples.ts';

/** An answer, or the network's word for why there was none, and how long it took. */
export interface CallerAnswer extends Sample {
  readonly body: Readonly<Record<string, unknown>>;
}

/** A client of the service that keeps its connections and measures what it sees. */
export class Caller {
  readonly url: string;
  readonly correspondence: Correspondence;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(url: string, correspondence: Correspondence) {
    this.url = url;
    this.correspondence = correspondence;
  }

  encrypt(body: { Name: string; Text: string; Key?: string }): Promise<CallerAnswer> {
    return this.#ask('POST', '/encrypt', body);
  }

  decrypt(body: { Name: string; Key: string }): Promise<CallerAnswer> {
    return this.#ask('POST', '/decrypt', body);
  }

  get(path: string): Promise<CallerAnswer> {
    return this.#ask('GET', path);
  }

  close(): void {
    this.#agent.destroy();
  }

  async #ask(method: string, path: string, body?: Confided): Promise<CallerAnswer> {
    if (body !== undefined) this.correspondence.send(body);
    const startedAt = performance.now();
    const seen = (outcome: Sample['outcome'], answer: CallerAnswer['body']): CallerAnswer => ({
      operation: path,
      outcome,
      durationMs: performance.now() - startedAt,
      body: answer,
    });
    try {
      const answer = await http(`${this.url}${path}`, {
        method,
        agent: this.#agent,
        headers: { 'x-request-id': this.correspondence.requestId },
        ...(body === undefined ? {} : { body }),
      });
      this.correspondence.receive(answer, body);
      return seen(answer.statusCode, answer.json() as CallerAnswer['body']);
    } catch (error) {
      return seen((error as NodeJS.ErrnoException).code ?? String(error), {});
    }
  }
}
