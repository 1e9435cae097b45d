import { randomBytes } from 'node:crypto';

import { http, type HttpAnswer } from '../../service/support/http-client.ts';
import { exchange } from '../hostile/raw-exchange.ts';
import type { PlantedInRequests } from './planted-in-requests.ts';
import { unreadRequests } from './unread-requests.ts';

/** Something that is nowhere else: 32 random characters. */
export const marker = (): string => randomBytes(24).toString('base64url');

/** A service that is asked everything that can be asked, rightly and wrongly, and what came of it. */
export class Interrogation {
  /** Every Key that was answered is a secret too. */
  readonly keys: string[] = [];
  /** Answers but those that are there to carry a Text or a Key. */
  readonly refusals: string[] = [];
  /** Where the service is; a new one may take its place. */
  url: string;
  readonly #planted: PlantedInRequests;
  #names = 0;

  constructor(url: string, planted: PlantedInRequests) {
    this.url = url;
    this.#planted = planted;
  }

  /** By a word for each. */
  answeredKeys(): Record<string, string> {
    return Object.fromEntries(this.keys.map((key, index) => [`Key ${index}`, key]));
  }

  soundSecret(): { readonly Name: string; readonly Text: string } {
    const { Name, Text } = this.#planted;
    return { Name: `${Name} ${(this.#names += 1)}`, Text };
  }

  /** One of everything. */
  async askEverything(): Promise<void> {
    const planted = this.#planted;
    const secret = this.soundSecret();
    const wrong = planted['wrong Key'];
    const { Key = wrong } = (await this.#post('/encrypt', secret)).json() as { Key?: string };
    await this.#post('/decrypt', { Name: secret.Name, Key });
    await this.#post('/decrypt', { Name: secret.Name, Key: wrong });
    await this.#post('/decrypt', { Name: `${planted.Name} unknown`, Key: wrong });
    await this.#post('/encrypt', secret);
    await this.#post('/encrypt', { ...secret, Key: wrong });
    await this.#post('/encrypt', { ...secret, Text: planted['another Text'], Key });
    await this.#post('/encrypt', { ...secret, [planted.Text]: 1 });
    await this.#post('/encrypt', { ...secret, Name: `${planted.Name}\0` });
    await this.#post('/encrypt', JSON.stringify(secret).slice(0, -3));
    await this.#post('/encrypt', `${planted.Text} is no JSON`);
    await this.#post('/encrypt', JSON.stringify(secret), { 'content-type': planted.header });
    await this.#post('/encrypt', planted.Text.repeat(20_000));
    await this.#post(`/${planted.Name}?Key=${wrong}`, secret);
    await this.#post(`/decrypt?Key=${wrong}`, { Name: secret.Name, Key: wrong });
    await this.#post('/decrypt', secret, {
      authorization: planted.header,
      cookie: planted.header,
      'x-request-id': `${planted.header}!`,
    });
    for (const { pieces, thenHangUp } of unreadRequests(planted)) await this.#sendRaw(pieces, { thenHangUp });
  }

  async #post(
    path: string,
    body: object | string,
    headers: Record<string, string> = {},
  ): Promise<HttpAnswer> {
    const answer = await http(`${this.url}${path}`, { method: 'POST', body, headers });
    if (answer.statusCode === 200) {
      const { Key } = answer.json() as { Key?: string };
      if (Key !== undefined) this.keys.push(Key);
    } else {
      this.refusals.push(JSON.stringify(answer.headers) + answer.body);
    }
    return answer;
  }

  async #sendRaw(pieces: readonly Buffer[], options: { readonly thenHangUp: boolean }): Promise<void> {
    const port = Number(new URL(this.url).port);
    this.refusals.push(JSON.stringify(await exchange(port, pieces, options)));
  }
}
