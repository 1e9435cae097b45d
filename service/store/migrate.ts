import type { Sql } from 'postgres';

import type { ConnectionPool } from './connection-pool.ts';
import { migrations as releasedMigrations, type Migration } from './migrations.ts';

/** Any number, but the same in every release: the advisory lock that lets one task migrate at a time. */
const MIGRATION_LOCK = 7_305_121_941;

/** A migration may build an index over a full table; the other task waits for it as long. */
const MIGRATION_DEADLINE_MS = 60_000;

/** Which steps this call took; none when the schema was already there. */
export interface MigrationResult {
  readonly applied: readonly number[];
}

const applyMissing = async (sql: Sql, migrations: readonly Migration[]): Promise<MigrationResult> => {
  const applied = await sql.begin(async (transaction) => {
    await transaction`select pg_advisory_xact_lock(${MIGRATION_LOCK})`;
    await transaction`
      create table if not exists schema_migrations (
        version integer primary key,
        applied_at timestamptz not null default now()
      )`;
    const rows = await transaction<{ version: number }[]>`select version from schema_migrations`;
    const known = new Set(rows.map(({ version }) => version));
    const missing = migrations.filter(({ version }) => !known.has(version));
    for (const { version, statements } of missing) {
      await transaction.unsafe(statements);
      await transaction`insert into schema_migrations (version) values (${version})`;
    }
    return missing.map(({ version }) => version);
  });
  return { applied };
};

/**
 * Brings the schema up to this release, in one transaction under an advisory lock: two tasks that start
 * together migrate once, and an interrupted migration leaves nothing. Steps of a newer release are left
 * alone, so that the old release can start again after a rollback.
 * @throws UnavailableError
 */
export const migrate = async (
  pool: Pick<ConnectionPool, 'open'>,
  migrations: readonly Migration[] = releasedMigrations,
): Promise<MigrationResult> => {
  const connection = await pool.open(MIGRATION_DEADLINE_MS);
  try {
    return await connection.run(MIGRATION_DEADLINE_MS, (sql) => applyMissing(sql, migrations));
  } finally {
    connection.close();
  }
};
