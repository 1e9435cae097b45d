import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { PostgresError } from '../../../../local/postgres/postgres-error.ts';
import {
  type PostgresOptions,
  type RunningPostgres,
  startPostgres,
} from '../../../../local/postgres/start-postgres.ts';
import { waitUntilGone } from '../../../../local/process/end-process.ts';
import { readProcessIdentity } from '../../../../local/process/process-identity.ts';

const run = promisify(execFile);

/** Data of an earlier run that kept one row, copied for each test, because making data anew takes seconds. */
let template: string;
let root: string;
let running: RunningPostgres | undefined;
let holder: ChildProcess | undefined;

beforeAll(async () => {
  template = root = await mkdtemp(join(tmpdir(), 'keywatch-template-'));
  await store(await start(), 1);
  await stop();
});
afterAll(() => rm(template, { recursive: true }));

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'keywatch-lifecycle-'));
  await run('cp', ['-a', join(template, 'postgres'), root]);
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  holder?.kill('SIGKILL');
  holder = undefined;
  await rm(root, { recursive: true, force: true });
});

const optionsFor = () => ({
  folder: join(root, 'postgres'),
  logFile: join(root, 'postgres.log'),
  database: 'keywatch',
  user: 'keywatch',
});
const dataFolder = () => join(root, 'postgres', 'data');

const start = async (changes: Partial<PostgresOptions> = {}): Promise<RunningPostgres> => {
  running = await startPostgres({ ...optionsFor(), now: () => new Date(), ...changes });
  return running;
};
const stop = async () => {
  await running?.stop();
  running = undefined;
};

const connect = async ({ port, caFile, password }: { port: number; caFile: string; password: string }) =>
  postgres({
    host: '127.0.0.1',
    port,
    database: 'keywatch',
    user: 'keywatch',
    password,
    ssl: { ca: await readFile(caFile, 'utf8') },
    max: 1,
    connect_timeout: 5,
    onnotice: () => undefined,
    onclose: () => undefined,
  });

/** The rows of a table that the test made, or undefined when the server has no such table. */
const storedRows = async (server: RunningPostgres): Promise<number[] | undefined> => {
  const sql = await connect({ ...server, password: server.password() });
  try {
    const rows = await sql<{ x: number }[]>`SELECT x FROM kept ORDER BY x`;
    return rows.map(({ x }) => x);
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.code === '42P01') return undefined;
    throw error;
  } finally {
    await sql.end();
  }
};

const store = async (server: RunningPostgres, x: number): Promise<void> => {
  const sql = await connect({ ...server, password: server.password() });
  await sql`CREATE TABLE IF NOT EXISTS kept (x int)`;
  await sql`INSERT INTO kept VALUES (${x})`;
  await sql.end();
};

/** Another process that started Postgres on the same folder. */
const startHolder = async () => {
  const file = fileURLToPath(new URL('postgres-holder.ts', import.meta.url));
  holder = spawn(process.execPath, ['--import', 'tsx/esm', file, JSON.stringify(optionsFor())], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!holder.stdout) throw new Error('the holder has no output');
  const [line] = (await once(createInterface({ input: holder.stdout }), 'line')) as [string];
  return {
    child: holder,
    guardPids: await childrenOf(holder.pid ?? 0),
    postmaster: await readPostmaster(),
    ...(JSON.parse(line) as { port: number; caFile: string; password: string }),
  };
};

const readPostmaster = async () => {
  const pid = Number((await readFile(join(dataFolder(), 'postmaster.pid'), 'utf8')).split('\n')[0]);
  return { pid, identity: (await readProcessIdentity(pid)) ?? '' };
};

const childrenOf = async (pid: number): Promise<number[]> => {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return text.split(' ').filter(Boolean).map(Number);
};

const kill = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGKILL');
  await once(child, 'exit');
};

const refusal = async (changes: Partial<PostgresOptions> = {}): Promise<PostgresError> => {
  const error: unknown = await start(changes).catch((reason: unknown) => reason);
  if (!(error instanceof PostgresError)) throw new Error('it was not refused', { cause: error });
  return error;
};

test('keeps data and password from run to run and forgets both when fresh', async () => {
  const first = await start();
  await store(first, 2);
  const password = await first.rotatePassword();
  await stop();

  const second = await start();
  expect(await storedRows(second)).toEqual([1, 2]);
  expect(second.password()).toBe(password);
  await stop();

  const third = await start({ fresh: true });
  expect(await storedRows(third)).toBeUndefined();
  expect(third.password()).not.toBe(password);
});

test('makes a password it has lost anew, and the data stay', async () => {
  await writeFile(join(root, 'postgres', 'password.json'), '{"password":');
  expect(await storedRows(await start())).toEqual([1]);
});

test('has a database the stack declares anew beside the earlier one', async () => {
  expect((await start({ database: 'another' })).database).toBe('another');
  await stop();
  expect(await storedRows(await start())).toEqual([1]);
});

test('refuses data of another declared user', async () => {
  const error = await refusal({ user: 'somebody' });
  expect(error.code).toBe('OTHER_DATABASE_USER');
  expect(error.message).toMatch(
    /belongs to the user "keywatch", the stack declares "somebody": start with --fresh/,
  );
});

test("makes the database named postgres the master user's", async () => {
  expect((await start({ database: 'postgres', user: 'postgres' })).user).toBe('postgres');
});

test('stops with its parent, when that is killed', async () => {
  const { child, postmaster } = await startHolder();
  await kill(child);
  expect(await waitUntilGone(postmaster, 9_000)).toBe(true);
});

test.skipIf(process.platform !== 'linux')('loses no acknowledged row when everything is killed', async () => {
  const { child, guardPids, postmaster, ...reachable } = await startHolder();
  const sql = await connect(reachable);
  await sql`TRUNCATE kept`;
  const acknowledged: number[] = [];
  const writer = (async () => {
    for (let x = 0; ; x++) {
      await sql`INSERT INTO kept VALUES (${x})`;
      acknowledged.push(x);
    }
  })().catch(() => undefined);
  await expect.poll(() => acknowledged.length).toBeGreaterThan(50);

  const backends = await childrenOf(postmaster.pid);
  expect(guardPids).toHaveLength(1);
  for (const pid of [...guardPids, postmaster.pid, ...backends]) process.kill(pid, 'SIGKILL');
  await kill(child);
  await writer;
  await sql.end({ timeout: 0 });
  expect(await waitUntilGone(postmaster, 5_000)).toBe(true);

  const rows = await storedRows(await start());
  expect(rows?.slice(0, acknowledged.length)).toEqual(acknowledged);
  expect(await readFile(join(root, 'postgres.log'), 'utf8')).toContain('automatic recovery in progress');
});

const onLinux = process.platform === 'linux';
test.runIf(onLinux).each([
  ['keeps', false],
  ['forgets', true],
])('stops a server that still runs on its folder before it %s the data', async (_, fresh) => {
  const { child, guardPids, postmaster } = await startHolder();
  for (const pid of guardPids) process.kill(pid, 'SIGSTOP');
  child.kill('SIGSTOP');
  expect(await readProcessIdentity(postmaster.pid)).toBe(postmaster.identity);
  expect(await storedRows(await start({ fresh }))).toEqual(fresh ? undefined : [1]);
  expect(await readProcessIdentity(postmaster.pid)).not.toBe(postmaster.identity);
  for (const pid of guardPids) process.kill(pid, 'SIGKILL');
});

test('starts although a stranger has the pid of a server killed earlier, and leaves the stranger alone', async () => {
  const { uid, gid } = await stat(dataFolder());
  const stranger = spawn('tail', ['-f', '/dev/null'], { uid, gid, stdio: 'ignore' });
  await writeFile(join(dataFolder(), 'postmaster.pid'), `${stranger.pid}\n${dataFolder()}\n1\n1\n\n\n\n\n`);
  expect(await storedRows(await start())).toEqual([1]);
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  await kill(stranger);
});

test('does again what a kill left half initialised', async () => {
  await rm(join(root, 'postgres'), { recursive: true });
  const half = join(root, 'postgres', 'initialising-1');
  await mkdir(half, { recursive: true });
  await writeFile(join(half, 'PG_VERSION'), '18\n');
  await start();
  expect((await readdir(join(root, 'postgres'))).sort()).toEqual(['ca.pem', 'data', 'password.json']);
});

test('refuses data of another major version and does not touch them', async () => {
  await writeFile(join(dataFolder(), 'PG_VERSION'), '17\n');
  const error = await refusal();
  expect(error.code).toBe('OTHER_MAJOR_VERSION');
  expect(error.message).toMatch(/was written by Postgres 17, and this is Postgres 18, .* start with --fresh/);
  expect((await stat(join(dataFolder(), 'base'))).isDirectory()).toBe(true);
});

test('says in one sentence why damaged data do not start, and where the log is', async () => {
  await rm(join(dataFolder(), 'global', 'pg_control'));
  const error = await refusal();
  expect(error.code).toBe('START_FAILED');
  expect(error.message).toMatch(
    /^Postgres could not prepare its data: .*pg_control.*\. Log: .*postgres\.log$/,
  );
  expect(error.message).not.toContain('\n');
});

test('says which setting of the stack the server refuses', async () => {
  const error = await refusal({ settings: { max_connections: 'many' } });
  expect(error.message).toMatch(
    /^Postgres could not start: FATAL: invalid value for parameter "max_connections": "many"/,
  );
});

test('starts after its folder has moved and is reached through a link', async () => {
  await mkdir(join(root, 'real'));
  await rename(join(root, 'postgres'), join(root, 'real', 'postgres'));
  await symlink(join(root, 'real'), join(root, 'link'));
  expect(await storedRows(await start({ folder: join(root, 'link', 'postgres') }))).toEqual([1]);
});
