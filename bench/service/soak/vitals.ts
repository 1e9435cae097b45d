import postgres from 'postgres';
import { readFile } from 'node:fs/promises';

import type { Subject } from '../subjects/start-subject.ts';
import type { Surroundings } from '../surroundings/surroundings.ts';

/** What must not grow while the load stays the same. */
export interface Vitals {
  readonly atMinute: number;
  readonly inUseMegabytes: number;
  readonly rssMegabytes: number;
  readonly openDescriptors: number;
  readonly postgresConnections: number;
  readonly kmsConnections: number;
}

const countPostgresConnections = async ({ postgres: server }: Surroundings): Promise<number> => {
  const ca = await readFile(server.caFile, 'utf8');
  const { host, port, database, user } = server;
  const sql = postgres({ host, port, database, user, password: server.password(), ssl: { ca }, max: 1 });
  try {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity where application_name = 'keywatch'`;
    return row?.count ?? Number.NaN;
  } finally {
    await sql.end();
  }
};

export const readVitals = async (
  subject: Subject,
  surroundings: Surroundings,
  atMinute: number,
): Promise<Vitals> => ({
  atMinute,
  inUseMegabytes: await subject.inUseMegabytes(),
  rssMegabytes: await subject.rssMegabytes(),
  openDescriptors: await subject.openDescriptors(),
  postgresConnections: await countPostgresConnections(surroundings),
  kmsConnections: (await surroundings.aws({})).connections,
});
