import { createServer } from 'node:net';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServerCertificate } from '../../../local/postgres/certificate.ts';
import { postgresMajorVersion } from '../../../local/postgres/binaries.ts';
import { freePort } from '../../../local/postgres/free-port.ts';
import { type TestPostgres, startTestPostgres } from '../../support/local-postgres.ts';

let server: TestPostgres;
let taken: ReturnType<typeof createServer>;
const triedPorts: number[] = [];

beforeAll(async () => {
  taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const takenPort = typeof address === 'object' ? (address?.port ?? 0) : 0;
  server = await startTestPostgres({
    user: 'master_user',
    database: 'vault',
    settings: { log_min_duration_statement: '12345', port: '1' },
    choosePort: async () => {
      triedPorts.push(triedPorts.length === 0 ? takenPort : await freePort());
      return triedPorts.at(-1) ?? 0;
    },
  });
});
afterAll(async () => {
  await server.stop();
  taken.close();
});

/** Runs statements in one connection of the master user; `changes` say how it differs from the right way. */
const query = async <Row extends object>(
  text: string,
  changes: postgres.Options<never> = {},
): Promise<Row[]> => {
  const sql = postgres({ ...server.connection(), max: 1, connect_timeout: 5, ...changes });
  try {
    return [...(await sql.unsafe<Row[]>(text))];
  } finally {
    await sql.end();
  }
};

test('takes another port when the chosen one was taken in the meantime', () => {
  expect(triedPorts).toHaveLength(2);
  expect(server.port).toBe(triedPorts[1]);
});

test('accepts a connection over TLS that verifies the certificate, by address and by name', async () => {
  for (const host of ['127.0.0.1', 'localhost']) {
    const rows = await query('SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()', { host });
    expect(rows).toEqual([{ ssl: true, version: 'TLSv1.3' }]);
  }
});

test('is refused by a client that trusts another authority', async () => {
  const { ca } = await createServerCertificate(new Date());
  await expect(query('SELECT 1', { ssl: { ca } })).rejects.toMatchObject({
    code: expect.stringMatching(/CERT|SIGNATURE/) as string,
  });
});

test('is refused by a client that expects another host', async () => {
  const ssl = { ...server.connection().ssl, servername: 'database.example.com' };
  await expect(query('SELECT 1', { ssl })).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
});

test('refuses a connection without TLS', async () => {
  await expect(query('SELECT 1', { ssl: false })).rejects.toMatchObject({
    code: '28000',
    message: expect.stringContaining('no encryption') as string,
  });
});

test('refuses a wrong password and the superuser, who has none', async () => {
  await expect(query('SELECT 1', { password: 'wrong' })).rejects.toMatchObject({ code: '28P01' });
  for (const password of [server.password(), '']) {
    await expect(query('SELECT 1', { user: 'rdsadmin', password })).rejects.toMatchObject({ code: '28P01' });
  }
});

test('gives the master user what RDS gives: its database and roles of its own, but not superuser', async () => {
  expect(
    await query(`SELECT rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls
                   FROM pg_roles WHERE rolname = 'master_user'`),
  ).toEqual([
    {
      rolcanlogin: true,
      rolsuper: false,
      rolcreatedb: true,
      rolcreaterole: true,
      rolreplication: false,
      rolbypassrls: false,
    },
  ]);
  await query('CREATE TABLE t (x int); CREATE ROLE other LOGIN; DROP ROLE other; DROP TABLE t');
  await expect(query('ALTER SYSTEM SET fsync = off')).rejects.toMatchObject({ code: '42501' });
  await expect(query(`COPY (SELECT 1) TO PROGRAM 'true'`)).rejects.toMatchObject({ code: '42501' });
});

test('keeps the settings durability rests on', async () => {
  const names = ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums'];
  const rows = await query<{ name: string; setting: string }>(
    `SELECT name, setting FROM pg_settings WHERE name IN (${names.map((name) => `'${name}'`).join()})`,
  );
  expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual(
    Object.fromEntries(names.map((name) => [name, 'on'])),
  );
});

test('takes the settings the stack declares, but not in place of those that make it local', async () => {
  expect(await query('SHOW log_min_duration_statement')).toEqual([{ log_min_duration_statement: '12345ms' }]);
  expect(await query('SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
});

test('sorts text by code point in UTF-8, on every machine', async () => {
  expect(await query(`SELECT x FROM (VALUES ('ä'), ('b'), ('B'), ('z')) AS v(x) ORDER BY x`)).toEqual(
    ['B', 'b', 'z', 'ä'].map((x) => ({ x })),
  );
  expect(await query('SHOW server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
});

test('keeps password and private key from other users of the machine', async () => {
  for (const path of [join(server.folder, 'password.json'), join(server.folder, 'data', 'server.key')]) {
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  }
  expect((await stat(join(server.folder, 'data'))).mode & 0o777).toBe(0o700);
});

test('rotates the password: the new one works, the old one does not, open connections stay', async () => {
  const open = postgres({ ...server.connection(), max: 1 });
  await open`SELECT 1`;
  const old = server.password();
  const [first, second] = await Promise.all([server.rotatePassword(), server.rotatePassword()]);
  expect(new Set([old, first, second]).size).toBe(3);
  expect(server.password()).toBe(second);
  expect(await query('SELECT 1 AS x')).toEqual([{ x: 1 }]);
  for (const password of [old, first]) {
    await expect(query('SELECT 1', { password })).rejects.toMatchObject({ code: '28P01' });
  }
  expect(await open`SELECT 2 AS x`).toEqual([{ x: 2 }]);
  await open.end();
});

test('writes its log, in which no password stands', async () => {
  const log = await readFile(server.logFile, 'utf8');
  expect(log).toContain('database system is ready to accept connections');
  expect(log).toContain('password authentication failed');
  expect(log).not.toContain(server.password());
});

test('tells the major version of the server', async () => {
  const [row] = await query<{ server_version: string }>('SHOW server_version');
  expect(server.majorVersion).toBe(Number.parseInt(row?.server_version ?? '', 10));
  expect(await postgresMajorVersion()).toBe(server.majorVersion);
});
