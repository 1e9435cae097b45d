import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Connection } from '../../../service/store/connection.ts';
import type { ConnectionPool } from '../../../service/store/connection-pool.ts';
import { NoConnectionError } from '../../../service/store/no-connection-error.ts';
import { loginWorld } from '../support/login-world.ts';
import { poolOf } from '../support/test-service.ts';

type Pids = readonly { readonly pid: number }[];

const world = loginWorld();
let pool: ConnectionPool;

/** Work that tells which backend did it, after a while. */
const nap = (sql: Parameters<Parameters<ConnectionPool['run']>[0]>[0]) =>
  sql<Pids>`select pg_backend_pid() as pid, pg_sleep(0.02)`;
const pidOf = ([row]: Pids): number | undefined => row?.pid;
const lookUp = () => pool.lookUp(nap).then(pidOf);
const run = () => pool.run(nap).then(pidOf);

/** Two connections, as work that may have to wait has made the pool open. */
beforeEach(async () => {
  pool = poolOf(world.postgres, { maxConnections: 2 });
  await vi.waitFor(async () => expect(new Set(await Promise.all([run(), run()])).size).toBe(2), 10_000);
});
afterEach(() => pool.close());

describe('lookups', () => {
  it('share a connection up to eight; the ninth gets another', async () => {
    const pids = await Promise.all(Array.from({ length: 9 }, lookUp));
    expect(new Set(pids.slice(0, 8)).size).toBe(1);
    expect(pids[8]).not.toBe(pids[0]);
  });

  it('are not sent behind work that may have to wait', async () => {
    const [busy, ...pids] = await Promise.all([run(), lookUp(), lookUp()]);
    expect(new Set(pids).size).toBe(1);
    expect(pids).not.toContain(busy);
  });

  it('share a connection again once such work on it has ended', async () => {
    const [first, ...others] = await Promise.all([run(), lookUp()]);
    const pids = await Promise.all([lookUp(), lookUp(), lookUp()]);
    expect(new Set(pids)).toEqual(new Set([first]));
    expect(pids).not.toEqual(others);
  });
});

describe('work that may have to wait', () => {
  it('gets an idle connection while lookups are under way on another', async () => {
    const [looked, ran] = await Promise.all([lookUp(), run()]);
    expect(ran).not.toBe(looked);
  });

  it('is sent behind the least under way when none is idle', async () => {
    const [, alone, ...pids] = await Promise.all([lookUp(), run(), lookUp(), lookUp(), run()]);
    expect(pids.at(-1)).toBe(alone);
  });
});

it('fails work that throws at once as any other', async () => {
  const thrown = pool.run(() => {
    throw new RangeError();
  });
  await expect(thrown).rejects.toMatchObject({ name: 'UnavailableError', dependency: 'database' });
});

it('opens another connection only when none suits', async () => {
  const fresh = poolOf(world.postgres, { maxConnections: 4 });
  await fresh.lookUp(nap);
  world.aws.calls.length = 0;
  await Promise.all(Array.from({ length: 8 }, () => fresh.lookUp(nap)));
  await fresh.run(nap);
  expect(world.aws.calls).toEqual([]);
  await Promise.all([fresh.lookUp(nap), fresh.run(nap)]);
  await vi.waitFor(() => expect(world.aws.calls).toHaveLength(1));
  await fresh.close();
});

it('opens no more connections than there may be, however much is asked of it at once', async () => {
  const fresh = poolOf(world.postgres, { maxConnections: 2 });
  const pids = new Set<number | undefined>();
  for (let round = 0; round < 8; round += 1) {
    const rows = await Promise.all(Array.from({ length: 6 }, () => fresh.run(nap)));
    for (const row of rows) pids.add(pidOf(row));
  }
  expect(pids.size).toBe(2);
  await fresh.close();
});

it('keeps the other connections when Postgres gave up a statement on one', async () => {
  const pids = await Promise.all([run(), run()]);
  const givenUp = pool.run((sql) => sql`select pg_sleep(30)`);
  await expect(givenUp).rejects.toMatchObject({ errorCode: '57014' });
  expect(pids).toContain(await run());
});

it('lets go of those opened before when one fails otherwise, however little time its statement had', async () => {
  const pids = await Promise.all([run(), run()]);
  const hurried = pool.run((sql) => sql`select 1 / 0`, 700);
  await expect(hurried).rejects.toMatchObject({ errorCode: '22012' });
  const opened = await run();
  expect(pids).not.toContain(opened);
  expect(await run()).toBe(opened);
});

it('gives work the time that opening its connection has left of the deadline', async () => {
  const fresh = poolOf(world.postgres);
  const blocked = world.aws.block('GetSecretValue');
  const work = fresh.run((sql) => sql`select pg_sleep(0.2)`);
  await vi.waitFor(() => expect(world.aws.calls.at(-1)?.outcome).toBe('blocked'));
  const now = performance.now();
  vi.spyOn(performance, 'now').mockReturnValue(now + 60_000);
  blocked.release();
  await expect(work).rejects.toMatchObject({ errorCode: 'DeadlineExceeded' });
  vi.restoreAllMocks();
  await fresh.close();
});

describe('closing', () => {
  it('waits for what is under way', async () => {
    const work = run();
    const first = await Promise.race([work, pool.close().then(() => new Promise(setImmediate))]);
    expect(first).toEqual(await work);
  });

  it('leaves no connection that was about to open', async () => {
    const fresh = poolOf(world.postgres);
    const asked = expect(fresh.lookUp(nap)).rejects.toThrow(NoConnectionError);
    await fresh.close();
    await asked;
    const openOnes = (): Promise<unknown> =>
      pool.run((sql) => sql`select pid from pg_stat_activity where application_name = 'keywatch'`);
    await vi.waitFor(async () => expect(await openOnes()).toHaveLength(2), 10_000);
  });
});

it('closed, a connection begins nothing', async () => {
  const connection = await pool.open();
  connection.close();
  const work = vi.fn(nap);
  await expect(connection.run(1_000, work)).rejects.toThrow(NoConnectionError);
  expect(work).not.toHaveBeenCalled();
});

describe('a connection that nobody uses', () => {
  const fiveMinutes = 5 * 60_000;
  let connection: Connection;
  beforeEach(async () => {
    connection = await pool.open();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldClearNativeTimers: true });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await connection.end();
  });

  const use = () => connection.run(10 * fiveMinutes, nap);
  const expectToLeaveIn = (ms: number): void => {
    vi.advanceTimersByTime(ms - 1);
    expect(connection.usable).toBe(true);
    vi.advanceTimersByTime(1);
    // At once: what was sent while it says goodbye would be lost.
    expect(connection.usable).toBe(false);
  };

  it('hangs up after five minutes, not a moment sooner', async () => {
    const pid = pidOf(await use()) ?? 0;
    expectToLeaveIn(fiveMinutes);
    vi.useRealTimers();
    const sessions = () => pool.run((sql) => sql`select pid from pg_stat_activity where pid = ${pid}`);
    await vi.waitFor(async () => expect(await sessions()).toHaveLength(0), 10_000);
  });

  it('says goodbye in peace although it is closed at that moment: what it writes then would be an error nobody hears', async () => {
    await use();
    const unheard = vi.fn();
    process.on('uncaughtException', unheard);
    vi.advanceTimersByTime(fiveMinutes);
    connection.close();
    await connection.end();
    await new Promise(setImmediate);
    process.off('uncaughtException', unheard);
    expect(unheard).not.toHaveBeenCalled();
  });

  it('counts from the end of what it did last', async () => {
    await use();
    const work = use();
    vi.advanceTimersByTime(fiveMinutes);
    expect(connection.usable).toBe(true);
    await work;
    expectToLeaveIn(fiveMinutes);
  });
});
