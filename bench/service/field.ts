import { HttpClient } from './load/http-client.ts';
import { operationsOn, type Operation } from './load/operations.ts';
import { bundleService, bundleSubject } from './subjects/bundle-subject.ts';
import { startSubject, type Subject } from './subjects/start-subject.ts';
import { startSurroundings, type Surroundings } from './surroundings/surroundings.ts';

/** Requests under way at saturation. */
export const CONCURRENCY = 32;

/**
 * More connections than the service lets requests in or wait, for those that arrive whether others are answered or
 * not: none of them waits here for a connection, which would hide how soon it is turned away.
 */
const CONNECTIONS = 512;

/** One of those who compete: a subject, and what it is asked. */
export interface Entrant {
  readonly name: string;
  readonly subject: Subject;
  readonly client: HttpClient;
  /** The same kinds in the same order for all. */
  readonly operations: readonly Operation[];
}

/** All who compete, on the same surroundings. */
export interface Field {
  readonly surroundings: Surroundings;
  readonly serviceBundle: string;
  readonly entrants: readonly Entrant[];
  stop(): Promise<void>;
}

const enter = async (
  name: string,
  bundle: string,
  environment: Readonly<Record<string, string>>,
): Promise<Entrant> => {
  const subject = await startSubject({ bundle, environment });
  const client = new HttpClient(subject.origin, CONNECTIONS);
  return { name, subject, client, operations: await operationsOn(client) };
};

/** The service first: its migrations make the table that the floor uses too. */
export const startField = async (): Promise<Field> => {
  const surroundings = await startSurroundings();
  const { folder, environment, postgres } = surroundings;
  const login = { DATABASE_USER: postgres.user, DATABASE_PASSWORD: postgres.password() };
  const serviceBundle = await bundleService(folder);
  const entrants = [await enter('service', serviceBundle, environment)];
  for (const name of ['floor', 'peer'] as const) {
    entrants.push(await enter(name, await bundleSubject(name, folder), { ...environment, ...login }));
  }
  return {
    surroundings,
    serviceBundle,
    entrants,
    async stop() {
      for (const { client, subject } of entrants) {
        await client.close();
        await subject.stop();
      }
      await surroundings.stop();
    },
  };
};
