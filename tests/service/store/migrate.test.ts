import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type { ConnectionPool } from '../../../service/store/connection-pool.ts';
import { migrate } from '../../../service/store/migrate.ts';
import { migrateOnceReachable } from '../../../service/store/migrate-once-reachable.ts';
import { migrations } from '../../../service/store/migrations.ts';
import { loginWorld } from '../support/login-world.ts';
import { createMemoryLog } from '../support/memory-log.ts';
import { poolOf, testDeadlineMs } from '../support/test-service.ts';

const world = loginWorld();
let pool: ConnectionPool;

beforeAll(async () => {
  pool = poolOf(world.postgres);
  // On a busy machine the first connection of a process may take longer than its deadline.
  await vi.waitFor(() => pool.run((sql) => sql`select 1`), 30_000);
});
afterAll(() => pool.close());
beforeEach(async () => {
  world.aws.faults.clear();
  await pool.run((sql) => sql.unsafe('drop table if exists records, schema_migrations, things'));
});

const versions = async (): Promise<number[]> => {
  const rows = await pool.run(
    (sql) => sql<{ version: number }[]>`select version from schema_migrations order by 1`,
  );
  return rows.map(({ version }) => version);
};
const things = { version: 90, statements: 'create table things (a int); insert into things values (1);' };

describe('migrating', () => {
  it('brings an empty database to the newest version, and then has nothing to do', async () => {
    const all = migrations.map(({ version }) => version);
    expect(await migrate(pool)).toEqual({ applied: all });
    expect(await migrate(pool)).toEqual({ applied: [] });
    expect(await versions()).toEqual(all);
  });

  it('is done once by two tasks that start together', async () => {
    const results = await Promise.all([1, 2, 3].map(() => migrate(pool, [...migrations, things])));
    expect(results.map(({ applied }) => applied.length).sort()).toEqual([0, 0, migrations.length + 1]);
    const rows = await pool.run((sql) => sql`select * from things`);
    expect(rows).toHaveLength(1);
  });

  it('applies what is missing and keeps the records', async () => {
    await migrate(pool);
    await pool.run(
      (sql) => sql`insert into records values
        ('n', gen_random_uuid(), 1, 'arn', '\\x00', '\\x00', '\\x00', '\\x00')`,
    );
    expect(await migrate(pool, [...migrations, things])).toEqual({ applied: [90] });
    expect(await pool.run((sql) => sql`select name from records`)).toHaveLength(1);
  });

  it("leaves a newer release's schema alone, so that the older one starts after a rollback", async () => {
    await migrate(pool, [...migrations, things]);
    expect(await migrate(pool)).toEqual({ applied: [] });
    expect(await versions()).toContain(90);
  });

  it('leaves nothing of a step that fails half-way', async () => {
    const broken = { version: 91, statements: 'create table things (a int); select nonsense;' };
    await expect(migrate(pool, [...migrations, broken])).rejects.toMatchObject({ errorCode: '42703' });
    const [row] = await pool.run(
      (sql) => sql`select to_regclass('things') as things, to_regclass('records') as records`,
    );
    expect(row).toEqual({ things: null, records: null });
    expect(await migrate(pool)).toEqual({ applied: migrations.map(({ version }) => version) });
  });

  it('may take longer than a query, and leaves no connection behind', async () => {
    const statements = `create table things as select pg_backend_pid() as pid, pg_sleep(${testDeadlineMs / 1_000})::text`;
    expect(await migrate(pool, [{ version: 92, statements }])).toEqual({ applied: [92] });
    const left = (): Promise<unknown> =>
      pool.run((sql) => sql`select pid from pg_stat_activity where pid in (select pid from things)`);
    await vi.waitFor(async () => expect(await left()).toEqual([]), 10_000);
    expect(await pool.run((sql) => sql`select pid from things`)).toHaveLength(1);
  });

  it('has steps numbered in order, each once', () => {
    const all = migrations.map(({ version }) => version);
    expect(all).toEqual([...new Set(all)].sort((a, b) => a - b));
  });
});

describe('migrating once the database can be reached', () => {
  const run = (signal = new AbortController().signal) => {
    const log = createMemoryLog();
    const migrated = migrateOnceReachable({ pool, log: log.log, signal, retryDelayMs: () => 1 });
    return { log, migrated };
  };

  it('retries with a line each time, then tells that the schema is ready', async () => {
    world.aws.faults.set('GetSecretValue', { kind: 'error', code: 'ResourceNotFoundException', times: 2 });
    const { log, migrated } = run();
    await migrated;
    expect(log.lines().map(({ event, errorCode }) => [event, errorCode])).toEqual([
      ['database-unreachable', 'ResourceNotFoundException'],
      ['database-unreachable', 'ResourceNotFoundException'],
      ['schema-ready', undefined],
    ]);
  });

  it('fails at once for a step that can not be applied', async () => {
    await pool.run((sql) => sql`create table schema_migrations (wrong int)`);
    const { log, migrated } = run();
    await expect(migrated).rejects.toMatchObject({ errorCode: '42703' });
    expect(log.lines()).toEqual([]);
  });

  it('ends quietly when it is aborted', async () => {
    world.aws.faults.set('GetSecretValue', { kind: 'error', code: 'ResourceNotFoundException' });
    const abort = new AbortController();
    const { migrated } = run(abort.signal);
    abort.abort();
    await migrated;
    world.aws.faults.clear();
    expect(await pool.run((sql) => sql`select to_regclass('records') as records`)).toEqual([
      { records: null },
    ]);
  });
});
