import { randomBytes, randomUUID } from 'node:crypto';

import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';

import type { ConnectionPool } from '../../../service/store/connection-pool.ts';
import { migrate } from '../../../service/store/migrate.ts';
import { RecordStore, type NewRecord } from '../../../service/store/record-store.ts';
import { loginWorld } from '../support/login-world.ts';
import { poolOf } from '../support/test-service.ts';

const world = loginWorld();
let pool: ConnectionPool;
let store: RecordStore;

beforeAll(async () => {
  const first = poolOf(world.postgres);
  await migrate(first);
  await first.close();
});
beforeEach(() => {
  pool = poolOf(world.postgres);
  store = new RecordStore(pool);
});
afterEach(() => pool.close());

const newRecord = (): NewRecord => ({
  id: randomUUID(),
  formatVersion: 1,
  kmsKeyArn: 'a-key',
  salt: randomBytes(32),
  wrappedDataKey: randomBytes(64),
  nonce: randomBytes(12),
  ciphertext: randomBytes(100),
});
const freshNames = (count: number): string[] =>
  Array.from({ length: count }, () => `"a, 'ü" ${randomUUID()}`);

it('stored at once are each found as they were given', async () => {
  const records = freshNames(64).map((name) => ({ name, record: newRecord() }));
  const stored = await Promise.all(records.map(({ name, record }) => store.insertIfAbsent(name, record)));
  expect(stored).toEqual(records.map(() => true));
  for (const { name, record } of records) {
    const { nonce, ciphertext, ...head } = record;
    expect(await store.findHead(name)).toEqual(head);
    expect(await store.readBody(record.id)).toEqual({ nonce, ciphertext });
  }
});

it('of those that come with one Name at once one is stored, and it is the one that was told so', async () => {
  const [name = ''] = freshNames(1);
  const records = Array.from({ length: 40 }, newRecord);
  const stored = await Promise.all(records.map((record) => store.insertIfAbsent(name, record)));
  const winners = records.filter((_, index) => stored[index]);
  expect(winners).toHaveLength(1);
  expect(await store.findHead(name)).toMatchObject({ id: winners[0]?.id });
});

it('never wait for each other in a circle, in whatever order Names come to two tasks', async () => {
  const other = poolOf(world.postgres);
  const stores = [store, new RecordStore(other)];
  for (let round = 0; round < 30; round += 1) {
    const names = freshNames(16);
    const inserts = stores.flatMap((each, index) =>
      (index === 0 ? names : [...names].reverse()).map((name) => each.insertIfAbsent(name, newRecord())),
    );
    expect((await Promise.all(inserts)).filter(Boolean)).toHaveLength(names.length);
  }
  await other.close();
});

it('that Postgres refuses fail alone, whoever came with them', async () => {
  const names = freshNames(10).flatMap((name, index) => (index % 3 === 2 ? [`${name}\0`, name] : [name]));
  const settled = await Promise.allSettled(names.map((name) => store.insertIfAbsent(name, newRecord())));
  const outcomes = settled.map((each) =>
    each.status === 'fulfilled' ? each.value : (each.reason as object),
  );
  const expected = names.map((name) =>
    name.endsWith('\0') ? (expect.objectContaining({ errorCode: '22021' }) as object) : true,
  );
  expect(outcomes).toEqual(expected);
});

it('one of which waits for a locked Name hold up nobody who comes later', async () => {
  const [locked = '', ...names] = freshNames(20);
  const holder = await pool.open();
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const held = new Promise<void>((isHeld) => {
    void holder.run(5_000, (sql) =>
      sql.begin(async (transaction) => {
        await new RecordStore({
          run: async (work) => work(transaction as never),
          lookUp: async (work) => work(transaction as never),
        }).insertIfAbsent(locked, newRecord());
        isHeld();
        await released;
      }),
    );
  });
  await held;
  // As under load: with one connection alone they would be sent behind it until there is another.
  const nap = () => pool.run((sql) => sql`select pg_backend_pid() as pid, pg_sleep(0.02)`);
  const pidOf = async () => (await nap())[0]?.['pid'] as number;
  await vi.waitFor(async () => expect(new Set(await Promise.all([pidOf(), pidOf()])).size).toBe(2), 10_000);
  const waiting = store.insertIfAbsent(locked, newRecord());
  const others = await Promise.all(names.map((name) => store.insertIfAbsent(name, newRecord())));
  expect(others).toEqual(names.map(() => true));
  release();
  await expect(waiting).resolves.toBe(false);
  await holder.end();
});
