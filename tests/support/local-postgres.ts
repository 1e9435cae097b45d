import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type PostgresOptions,
  type RunningPostgres,
  startPostgres,
} from '../../local/postgres/start-postgres.ts';

/** A real Postgres in a folder of its own; `end` ends it and leaves its files, `stop` removes the folder as well. */
export interface TestPostgres extends RunningPostgres {
  readonly folder: string;
  readonly logFile: string;
  readonly end: () => Promise<void>;
  /** Settings for a postgres.js client of the master user, certificate verified. */
  readonly connection: () => TestConnection;
}

export interface TestConnection {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly ssl: { readonly ca: string };
}

/** Starts one for a test file: about two seconds, so once per file, in `beforeAll`. */
export const startTestPostgres = async (options: Partial<PostgresOptions> = {}): Promise<TestPostgres> => {
  const root = await mkdtemp(join(tmpdir(), 'keywatch-postgres-'));
  const folder = join(root, 'postgres');
  const logFile = join(root, 'postgres.log');
  const removeRoot = () => rm(root, { recursive: true, force: true });
  try {
    const server = await startPostgres({
      folder,
      logFile,
      database: 'keywatch',
      user: 'keywatch',
      now: () => new Date(),
      ...options,
    });
    const ca = await readFile(server.caFile, 'utf8');
    return {
      ...server,
      folder,
      logFile,
      connection: () => connectionTo(server, ca),
      end: server.stop,
      stop: async () => {
        await server.stop();
        await removeRoot();
      },
    };
  } catch (error) {
    await removeRoot();
    throw error;
  }
};

const connectionTo = (server: RunningPostgres, ca: string): TestConnection => ({
  host: server.host,
  port: server.port,
  database: server.database,
  user: server.user,
  password: server.password(),
  ssl: { ca },
});
