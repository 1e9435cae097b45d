import type { Correspondence } from '../secrets/correspondence.ts';
import { RecordingClient } from './record-history.ts';
import type { Operation } from './operation.ts';

interface Contention {
  /** Every writer uses one of them. */
  readonly urls: readonly string[];
  readonly name: string;
  /** What all writers send and are answered. */
  readonly correspondence: Correspondence;
  readonly writers: number;
  /** How many operations are begun before the writers stop. */
  readonly operations: number;
  readonly random: () => number;
}

/**
 * Has writers create, replace and open one Name all at once, mostly with the Key that was answered last, and
 * returns what they were told. Afterwards every Key that was ever answered is tried once more.
 */
export const contend = async (contention: Contention): Promise<Operation[]> => {
  const { urls, name, correspondence, writers, operations, random } = contention;
  const history: Operation[] = [];
  const keys: string[] = [];
  let begun = 0;
  let texts = 0;
  const remember = (outcome: object | string | undefined): void => {
    if (typeof outcome === 'object' && 'stored' in outcome) keys.push(String(outcome.stored));
  };
  const someKey = (): string => {
    const age = random() < 0.8 ? 0 : Math.floor(random() * keys.length);
    return keys[keys.length - 1 - age] ?? correspondence.wrongKey();
  };
  const write = async (client: RecordingClient): Promise<void> => {
    while (begun < operations) {
      begun += 1;
      const choice = random();
      texts += 1;
      if (choice < 0.05) remember(await client.create(correspondence.textFor(`${texts}, created`)));
      else if (choice < 0.35)
        remember(await client.replace(someKey(), correspondence.textFor(`${texts}, replaced`)));
      else await client.decrypt(choice < 0.97 ? someKey() : correspondence.wrongKey());
    }
  };
  const clients = Array.from(
    { length: writers },
    (_, writer) => new RecordingClient(urls[writer % urls.length] ?? '', name, history, correspondence),
  );
  try {
    // Opens the connections to the database, a few at a time.
    for (const client of clients) await client.decrypt(correspondence.wrongKey());
    await Promise.all(clients.map(write));
    await Promise.all(
      clients.map(async (client) => {
        for (let key = keys.pop(); key !== undefined; key = keys.pop()) {
          while (!(await client.decrypt(key)));
        }
      }),
    );
  } finally {
    for (const client of clients) client.close();
  }
  return history;
};
