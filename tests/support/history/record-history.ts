import { Agent } from 'node:http';

import { http, type HttpAnswer } from '../../service/support/http-client.ts';
import type { Correspondence } from '../secrets/correspondence.ts';
import type { Create, Decrypt, Operation, Replace } from './operation.ts';

/**
 * A client of one service process that notes what it did to one Name, and what it was told. A 503 is not noted:
 * it means that nothing has happened, unless the service logged a `write-unknown`, which a test must rule out.
 */
export class RecordingClient {
  readonly #url: string;
  readonly #name: string;
  readonly #correspondence: Correspondence;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #history: Operation[];

  constructor(url: string, name: string, history: Operation[], correspondence: Correspondence) {
    this.#url = url;
    this.#name = name;
    this.#history = history;
    this.#correspondence = correspondence;
  }

  close(): void {
    this.#agent.destroy();
  }

  async create(text: string): Promise<Create['outcome'] | undefined> {
    const { answer, ...span } = await this.#post('/encrypt', { Text: text });
    if (answer.statusCode === 503) return undefined;
    const outcome = answer.statusCode === 409 ? 'taken' : { stored: keyIn(answer) };
    this.#history.push({ ...span, kind: 'create', text, outcome });
    return outcome;
  }

  async replace(key: string, text: string): Promise<Replace['outcome'] | undefined> {
    const { answer, ...span } = await this.#post('/encrypt', { Text: text, Key: key });
    if (answer.statusCode === 503) return undefined;
    const outcome =
      answer.statusCode === 409 ? 'superseded' : isWrongKey(answer) ? 'refused' : { stored: keyIn(answer) };
    this.#history.push({ ...span, kind: 'replace', key, text, outcome });
    return outcome;
  }

  /** False when there was no answer to note. */
  async decrypt(key: string): Promise<boolean> {
    const { answer, ...span } = await this.#post('/decrypt', { Key: key });
    if (answer.statusCode === 503) return false;
    const outcome: Decrypt['outcome'] = isWrongKey(answer) ? 'refused' : { text: textIn(answer) };
    this.#history.push({ ...span, kind: 'decrypt', key, outcome });
    return true;
  }

  async #post(path: string, fields: { Text?: string; Key?: string }) {
    const body = { Name: this.#name, ...fields };
    this.#correspondence.send(body);
    const startedAt = performance.now();
    const answer = await http(`${this.#url}${path}`, {
      method: 'POST',
      agent: this.#agent,
      headers: { 'x-request-id': this.#correspondence.requestId },
      body,
    });
    const endedAt = performance.now();
    this.#correspondence.receive(answer, body);
    return { startedAt, endedAt, answer };
  }
}

const isWrongKey = ({ statusCode, body }: HttpAnswer): boolean =>
  statusCode === 400 && body === '{"Message":"Data decryption failed, make sure you have the correct key"}';

/** Any other answer that is no outcome ends the test: there is none. */
const fieldOf = (answer: HttpAnswer, field: string): string => {
  const value = (answer.json() as Record<string, unknown>)[field];
  if (answer.statusCode !== 200 || typeof value !== 'string') {
    throw new Error(`Neither a ${field} nor a refusal: ${answer.statusCode} ${answer.body}`);
  }
  return value;
};
const keyIn = (answer: HttpAnswer): string => fieldOf(answer, 'Key');
const textIn = (answer: HttpAnswer): string => fieldOf(answer, 'Text');
