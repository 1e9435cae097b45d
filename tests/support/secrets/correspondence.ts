import { randomUUID } from 'node:crypto';

import type { HttpAnswer } from '../../service/support/http-client.ts';
import { marker } from './interrogation.ts';
import type { Heard } from './leaks-of.ts';

/** What a request carries that is looked for afterwards. */
export interface Confided {
  readonly Name: string;
  readonly Text?: string;
  readonly Key?: string;
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * What callers send and are answered. All of it can be found again in a hundred megabytes, if it is there: every
 * Name, Text and wrong Key begins with a marker, the same for all of its kind, and every answered Key is kept.
 */
export class Correspondence implements Heard {
  /** Of every request. The service logs and answers it: where it is not found nobody looked. */
  readonly requestId = marker();
  readonly markers = { Name: marker(), Text: marker(), 'wrong Key': marker() };
  readonly answeredKeys = new Set<string>();
  /** Names that hold a secret. */
  readonly storedNames = new Set<string>();
  /** Heads and bodies of answers, without the Key or Text that an answer is there to carry. */
  readonly answers: string[] = [];

  /** One that nobody has used. */
  newName(): string {
    return `${this.markers.Name} ${randomUUID()}`;
  }

  textFor(purpose: string): string {
    return `${this.markers.Text} for ${purpose}`;
  }

  /** One that was never answered. */
  wrongKey(): string {
    return `${this.markers['wrong Key']} is wrong`;
  }

  /** @throws Error for what no search would find. */
  send({ Name, Text, Key }: Confided): void {
    const { markers } = this;
    if (!Name.startsWith(markers.Name)) throw new Error('The Name is without a marker: use newName().');
    if (Text?.startsWith(markers.Text) === false) {
      throw new Error('The Text is without a marker: use textFor().');
    }
    if (Key?.startsWith(markers['wrong Key']) === false && !this.answeredKeys.has(Key)) {
      throw new Error('The Key was not answered and is without a marker: use wrongKey().');
    }
  }

  /** @throws Error for a Key that no search would find. */
  receive(answer: HttpAnswer, to?: Confided): void {
    const { statusCode, headers } = answer;
    const body = answer.json() as Readonly<Record<string, unknown>>;
    const isCarried = statusCode !== 200 || to === undefined ? '' : to.Text === undefined ? 'Text' : 'Key';
    this.answers.push(JSON.stringify([statusCode, headers, { ...body, [isCarried]: undefined }]));
    if (isCarried !== 'Key' || to === undefined) return;
    const key = String(body['Key']);
    if (!UUID.test(key)) throw new Error('The answered Key is no UUID: no search would find it.');
    this.answeredKeys.add(key);
    this.storedNames.add(to.Name);
  }
}
