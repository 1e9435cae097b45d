import { EventEmitter, once } from 'node:events';
import { setImmediate } from 'node:timers/promises';

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type { LightMyRequestResponse } from 'fastify';

import { NoConnectionError } from '../../service/store/no-connection-error.ts';
import { TcpProxy } from '../support/faults/tcp-proxy.ts';
import { FakeAws } from './support/fake-aws.ts';
import { poolOf, startTestServiceWith, type TestService } from './support/test-service.ts';

let proxy: TcpProxy;
let service: TestService<FakeAws>;
let existing: { Name: string; Key: string };

beforeAll(async () => {
  service = await startTestServiceWith({
    startAws: (readSecretString) => FakeAws.start(readSecretString),
    viaPort: async ({ port }) => {
      proxy = await TcpProxy.start(port);
      return proxy.port;
    },
  });
  existing = await service.stored('kept');
});
afterAll(async () => {
  await service.stop();
  await proxy.stop();
});
beforeEach(async () => {
  await proxy.heal();
  service.aws.faults.clear();
  service.forget();
});

const encryptionFailed = { Message: 'Data encryption failed, check logs for more details' };
const decryptionFailed = { Message: 'Data decryption failed, check logs for more details' };

/** The database is a single machine to the test: as many reads at once as the pool has connections, and more. */
const readMany = () => Promise.all(Array.from({ length: 12 }, () => service.decrypt(existing)));

describe.each([
  ['stops answering', () => proxy.silence()],
  ['is gone', () => proxy.cut()],
])('when the database %s', (_title, breakIt) => {
  it('every request is answered 503, only a new secret reaches KMS, and the service heals by itself', async () => {
    await readMany();
    service.forget();
    breakIt();
    const result = await Promise.all([
      service.decrypt(existing),
      service.encrypt({ Name: service.freshName(), Text: 'lost' }),
      service.encrypt({ ...existing, Text: 'lost' }),
      ...Array.from({ length: 9 }, () => service.decrypt(existing)),
    ]);
    expect(result.map(({ statusCode }) => statusCode)).toEqual(Array.from({ length: 12 }, () => 503));
    expect(result.map(({ headers }) => headers['retry-after'])).toEqual(
      Array.from({ length: 12 }, () => '2'),
    );
    expect(result.slice(0, 3).map((response) => response.json<unknown>())).toEqual([
      decryptionFailed,
      encryptionFailed,
      encryptionFailed,
    ]);
    const kmsCalls = service.aws.calls.filter(({ operation }) => operation !== 'GetSecretValue');
    expect(kmsCalls.map(({ operation }) => operation)).toEqual(['GenerateDataKey']);
    expect(service.log.ofEvent('unavailable')).toHaveLength(12);
    expect(service.log.ofEvent('unavailable')[0]).toMatchObject({ level: 'warn', dependency: 'database' });

    await proxy.heal();
    const healed = await readMany();
    expect(healed.map((response) => response.json<unknown>())).toEqual(
      Array.from({ length: 12 }, () => ({ Text: 'kept' })),
    );
  });

  it('GET /ready is 503 and GET /health stays 200', async () => {
    await readMany();
    breakIt();
    expect((await service.app.inject({ method: 'GET', url: '/ready' })).statusCode).toBe(503);
    expect((await service.app.inject({ method: 'GET', url: '/health' })).statusCode).toBe(200);
    await proxy.heal();
    expect((await service.app.inject({ method: 'GET', url: '/ready' })).statusCode).toBe(200);
  });
});

describe('a connection', () => {
  it('whose query missed its deadline is discarded, so that no other request gets its answer', async () => {
    await service.pool.run((sql) => sql`select 1`);
    const open = proxy.openConnections;
    const late = service.pool.run(async (sql) => {
      await sql`set statement_timeout = 0`;
      await sql`select pg_sleep(30)`;
    });
    await expect(late).rejects.toMatchObject({ dependency: 'database', errorCode: 'DeadlineExceeded' });
    await vi.waitFor(() => expect(proxy.openConnections).toBe(open - 1));
    expect((await service.decrypt(existing)).json()).toEqual({ Text: 'kept' });
  });

  it('whose statement had less time than usual is discarded alone', async () => {
    const ownProxy = await TcpProxy.start(service.postgres.port);
    const pool = poolOf(service.postgres, { port: ownProxy.port, maxConnections: 2 });
    const both = (): Promise<unknown> =>
      Promise.all([1, 2].map(() => pool.run((sql) => sql`select pg_sleep(0.05)`)));
    await both();
    await vi.waitFor(() => expect(ownProxy.openConnections).toBe(2));
    const late = pool.run((sql) => sql`select pg_sleep(0.7)`, 100);
    await expect(late).rejects.toMatchObject({ dependency: 'database', errorCode: 'DeadlineExceeded' });
    await vi.waitFor(() => expect(ownProxy.openConnections).toBe(1));
    await pool.run((sql) => sql`select 1`);
    expect(ownProxy.accepted).toBe(2);
    await pool.close();
    await ownProxy.stop();
  });

  it('more is asked for once in a while, not by every statement that could use one', async () => {
    const pool = poolOf(service.postgres);
    await pool.run((sql) => sql`select 1`);
    service.forget();
    service.aws.faults.set('GetSecretValue', { kind: 'error', code: 'AccessDeniedException' });
    const pairs = Array.from({ length: 5 }, () => () => pool.run((sql) => sql`select pg_sleep(0.05)`));
    for (const run of pairs) await Promise.all([run(), run()]);
    expect(service.aws.calls.map(({ operation }) => operation)).toEqual(['GetSecretValue']);
    await pool.close();
  });

  it('that is busy takes work behind what is under way; what is late there is given up alone', async () => {
    const pool = poolOf(service.postgres, { maxConnections: 1 });
    await pool.run((sql) => sql`select 1`);
    const busy = pool.run((sql) => sql`select pg_sleep(0.4)`);
    const late = pool.run((sql) => sql`select 1`, 50);
    const inTime = pool.run((sql) => sql`select 2 as two`);
    await expect(late).rejects.toMatchObject({ dependency: 'database', errorCode: 'DeadlineExceeded' });
    await expect(inTime).resolves.toEqual([{ two: 2 }]);
    await expect(busy).resolves.toHaveLength(1);
    await pool.close();
  });

  it('with the least under way is given the next statement', async () => {
    const pool = poolOf(service.postgres, { maxConnections: 2 });
    const pidOf = async (): Promise<number | undefined> =>
      (await pool.run((sql) => sql<{ pid: number }[]>`select pg_backend_pid() as pid`))[0]?.pid;
    const nap = () => pool.run((sql) => sql`select pg_backend_pid() as pid, pg_sleep(0.3)`);
    await vi.waitFor(async () => expect(new Set(await Promise.all([pidOf(), pidOf()])).size).toBe(2));
    const busy = nap();
    const free = await pidOf();
    expect(await busy).not.toMatchObject([{ pid: free }]);
    await pool.close();
  });

  it('that is not open in time costs a caller no more than it has left, and nothing is begun', async () => {
    const silent = await TcpProxy.start(service.postgres.port);
    silent.silence();
    const pool = poolOf(service.postgres, { port: silent.port });
    const late = pool.run((sql) => sql`select 1`, 50);
    await expect(late).rejects.toMatchObject({ dependency: 'database', errorCode: 'NoConnectionInTime' });
    await expect(late).rejects.toBeInstanceOf(NoConnectionError);
    await pool.close();
    await silent.stop();
  });

  it('stuck behind a lock is given up by Postgres itself before our deadline, and nothing is written later', async () => {
    const Name = service.freshName();
    const lockHeld = new EventEmitter();
    const release = new EventEmitter();
    const locked = once(lockHeld, 'locked');
    const released = once(release, 'released');
    const blocker = await service.pool.open(60_000);
    const held = blocker.run(60_000, (sql) =>
      sql.begin(async (transaction) => {
        await transaction`lock table records in exclusive mode`;
        lockHeld.emit('locked');
        await released;
      }),
    );
    await locked;
    const result = await service.encrypt({ Name, Text: 'too late' });
    expect([result.statusCode, result.json()]).toEqual([503, encryptionFailed]);
    expect(service.log.ofEvent('unavailable')).toMatchObject([
      { dependency: 'database', errorCode: '57014' },
    ]);
    release.emit('released');
    await held;
    blocker.close();
    expect((await service.encrypt({ Name, Text: 'in time' })).statusCode).toBe(200);
  });

  it('that the server has closed while it was idle is replaced before it is used', async () => {
    const ownProxy = await TcpProxy.start(service.postgres.port);
    const pool = poolOf(service.postgres, { port: ownProxy.port });
    const [backend] = await pool.run((sql) => sql<{ pid: number }[]>`select pg_backend_pid() as pid`);
    await service.pool.run((sql) => sql`select pg_terminate_backend(${Number(backend?.pid)})`);
    await vi.waitFor(() => expect(ownProxy.openConnections).toBe(0));
    await expect(pool.run((sql) => sql`select 1 as one`)).resolves.toEqual([{ one: 1 }]);
    await pool.close();
    await ownProxy.stop();
  });

  it('that breaks ends the wait of all who are on it, those whose statement was not sent yet among them', async () => {
    const ownProxy = await TcpProxy.start(service.postgres.port);
    const pool = poolOf(service.postgres, { port: ownProxy.port, maxConnections: 1 });
    await pool.run((sql) => sql`select 1`);
    ownProxy.loseAnswers();
    // With a parameter: until Postgres has described the first, those behind it stay here.
    const all = Promise.allSettled([1, 2, 3].map((one) => pool.run((sql) => sql`select ${one}::int`)));
    await setImmediate();
    ownProxy.cut();
    for (const settled of await all) {
      expect(settled).toMatchObject({
        reason: { errorCode: expect.not.stringMatching('Deadline') as unknown },
      });
    }
    await pool.close();
    await ownProxy.stop();
  });

  it('to a database that has become read-only is not kept', async () => {
    await service.pool.run((sql) => sql`select set_config('default_transaction_read_only', 'on', false)`);
    const refused = await service.encrypt({ Name: service.freshName(), Text: 'x' });
    expect(refused.statusCode).toBe(503);
    expect(service.log.ofEvent('unavailable')).toMatchObject([{ errorCode: '25006' }]);
    expect((await service.encrypt({ Name: service.freshName(), Text: 'x' })).statusCode).toBe(200);
  });
});

describe('a write whose answer is lost', () => {
  /** Loses the database's answers from the moment KMS is asked for a data key, when only the write is left. */
  const loseAnswerToWrite = async (write: () => Promise<LightMyRequestResponse>) => {
    const blocked = service.aws.block('GenerateDataKey');
    const answered = write();
    await vi.waitFor(() => expect(service.aws.calls.at(-1)?.outcome).toBe('blocked'));
    proxy.loseAnswers();
    blocked.release();
    const answer = await answered;
    expect([answer.statusCode, answer.json()]).toEqual([503, encryptionFailed]);
    const [unknown] = service.log.ofEvent('write-unknown');
    await vi.waitFor(
      () =>
        expect(service.log.ofEvent('record-withdrawn')).toMatchObject([{ recordId: unknown?.['recordId'] }]),
      { timeout: 5_000 },
    );
  };

  it('is taken back, so that the Name is free again', async () => {
    const Name = service.freshName();
    await loseAnswerToWrite(() => service.encrypt({ Name, Text: 'its Key is never answered' }));
    expect((await service.encrypt({ Name, Text: 'second try' })).statusCode).toBe(200);
  });

  it('is taken back when it was a replacement, so that the Key opens what it opened before', async () => {
    const { Name, Key: firstKey } = await service.stored('first');
    // Once beforehand: a statement the connection doesn't know yet waits for an answer before it is executed.
    const replaced = await service.encrypt({ Name, Key: firstKey, Text: 'as it was' });
    const { Key } = replaced.json<{ Key: string }>();
    await loseAnswerToWrite(() => service.encrypt({ Name, Key, Text: 'its Key is never answered' }));
    expect((await service.decrypt({ Name, Key })).json()).toEqual({ Text: 'as it was' });
    expect((await service.encrypt({ Name, Key, Text: 'second try' })).statusCode).toBe(200);
  });

  it('that was never sent takes nothing back', async () => {
    const blocked = service.aws.block('GenerateDataKey');
    const answered = service.encrypt({ Name: service.freshName(), Text: 'x' });
    await vi.waitFor(() => expect(service.aws.calls.at(-1)?.outcome).toBe('blocked'));
    proxy.cut();
    await expect(service.pool.run((sql) => sql`select 1`)).rejects.toThrow();
    blocked.release();
    expect((await answered).statusCode).toBe(503);
    expect(service.log.ofEvent('write-unknown')).toEqual([]);
  });

  it('that is known to have failed takes nothing back', async () => {
    await service.pool.run((sql) => sql`select set_config('default_transaction_read_only', 'on', false)`);
    expect((await service.encrypt({ Name: service.freshName(), Text: 'x' })).statusCode).toBe(503);
    expect(service.log.ofEvent('write-unknown')).toEqual([]);
  });
});
