import { setTimeout as delay } from 'node:timers/promises';

import type { Caller } from './caller.ts';

/** What the service has promised to keep: every write it answered with 200. */
export interface Promised {
  readonly Name: string;
  readonly Key: string;
  readonly Text: string;
}

/** After which the service has taken back what it stored without being able to say so. */
const TAKEN_BACK_MS = 3_000;
const READERS = 8;
const PATIENCE = 5;

/** Keeps the promises of the service and holds it to them. */
export class Ledger {
  readonly #promises: Promised[] = [];
  readonly #unreplaced: Promised[] = [];

  /**
   * A secret whose replacement was not answered with 200: it holds, as long as the service lives to put it back. One that
   * is killed may have replaced it.
   */
  addUnreplaced(promised: Promised): void {
    this.#unreplaced.push(promised);
  }

  /** How many secrets there must be. */
  get secrets(): number {
    return this.#promises.length + this.#unreplaced.length;
  }

  add(promised: Promised): void {
    this.#promises.push(promised);
  }

  get size(): number {
    return this.#promises.length;
  }

  all(): readonly Promised[] {
    return this.#promises;
  }

  /** Any one promise; undefined while there is none. */
  any(): Promised | undefined {
    return this.#promises[Math.floor(Math.random() * this.#promises.length)];
  }

  /** Every promise the service does not keep when asked now, with what it answered instead. */
  async broken(caller: Caller): Promise<string[]> {
    if (this.#unreplaced.length > 0) await delay(TAKEN_BACK_MS);
    const broken: string[] = [];
    const left = [...this.#promises, ...this.#unreplaced].values();
    const read = async (): Promise<void> => {
      for (const { Name, Key, Text } of left) {
        let answer = await caller.decrypt({ Name, Key });
        // A 503 says to come again; only for so long is that no answer.
        for (let again = 0; answer.outcome === 503 && again < PATIENCE; again += 1) {
          answer = await caller.decrypt({ Name, Key });
        }
        const { outcome, body } = answer;
        if (outcome !== 200 || body['Text'] !== Text) broken.push(`${Name}: ${outcome}`);
      }
    };
    await Promise.all(Array.from({ length: READERS }, read));
    return broken;
  }
}
