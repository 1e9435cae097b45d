import dns from 'node:dns';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type LookupFunction } from 'node:net';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createServerCertificate } from '../../../local/postgres/certificate.ts';
import type { ConnectionPool } from '../../../service/store/connection-pool.ts';
import { loginWorld } from '../support/login-world.ts';
import { secretArn } from '../support/test-aws.ts';
import { poolOf, secretStringOf } from '../support/test-service.ts';

const world = loginWorld();
const pools: ConnectionPool[] = [];

beforeEach(async () => {
  for (const pool of pools.splice(0)) await pool.close();
  world.aws.calls.length = 0;
  world.aws.faults.clear();
  world.aws.readSecretString = () => secretStringOf(world.postgres);
});

const open = (changes: Parameters<typeof poolOf>[1] = {}): ConnectionPool => {
  const pool = poolOf(world.postgres, changes);
  pools.push(pool);
  return pool;
};
afterEach(() => {
  vi.restoreAllMocks();
});

const query = (pool: ConnectionPool) =>
  pool.run((sql) => sql`select 1 as one`).then(([row]) => row?.['one'] as unknown);
const refusal = (errorCode: string) => ({ name: 'UnavailableError', dependency: 'database', errorCode });

describe('the login', () => {
  it('is read from the secret once for each connection', async () => {
    const pool = open();
    expect([await query(pool), await query(pool), await query(pool)]).toEqual([1, 1, 1]);
    expect(world.aws.calls).toMatchObject([{ operation: 'GetSecretValue', input: { SecretId: secretArn } }]);
  });

  it('is read once by connections that open at the same time', async () => {
    const pool = open();
    await Promise.all(Array.from({ length: 4 }, () => query(pool)));
    expect(world.aws.calls).toHaveLength(1);
  });

  it('that was rotated is taken up by new connections without a restart, while open ones go on', async () => {
    const pool = open();
    await pool.run(async (sql) => {
      await world.postgres.rotatePassword();
      await sql`select 1`;
    });
    expect(await query(open())).toBe(1);
  });

  it('refused because the secret was a moment behind is read once more and then accepted', async () => {
    const old = secretStringOf(world.postgres);
    await world.postgres.rotatePassword();
    let reads = 0;
    world.aws.readSecretString = () => ((reads += 1) === 1 ? old : secretStringOf(world.postgres));
    expect(await query(open())).toBe(1);
    expect(reads).toBe(2);
  });

  it('refused twice is told as what Postgres says, after exactly two reads', async () => {
    world.aws.readSecretString = () => JSON.stringify({ username: world.postgres.user, password: 'wrong' });
    await expect(query(open())).rejects.toMatchObject(refusal('28P01'));
    expect(world.aws.calls).toHaveLength(2);
  });

  it.each([
    ['no JSON', 'plain'],
    ['no password', '{"username":"u"}'],
    ['no username', '{"password":"p"}'],
    ['a password that is a number', '{"username":"u","password":1}'],
    ['null', 'null'],
  ])('is refused when the secret holds %s', async (_title, secretString) => {
    world.aws.readSecretString = () => secretString;
    await expect(open().open()).rejects.toMatchObject(refusal('MalformedSecret'));
  });

  it.each([
    ['denied', { kind: 'error', code: 'AccessDeniedException' }, 'AccessDeniedException'],
    ['hanging', { kind: 'hang' }, 'SecretDeadlineExceeded'],
  ] as const)(
    'that Secrets Manager keeps back, %s, is the database being unavailable',
    async (_title, fault, code) => {
      world.aws.faults.set('GetSecretValue', fault);
      const pool = open();
      await expect(query(pool)).rejects.toMatchObject({ dependency: 'database' });
      await expect(pool.open()).rejects.toMatchObject(refusal(code));
      world.aws.faults.clear();
      await vi.waitFor(async () => expect(await query(pool)).toBe(1));
    },
  );
});

describe('TLS', () => {
  it('accepts the right authority for the address and for the name', async () => {
    expect(await query(open())).toBe(1);
    expect(await query(open({ host: 'localhost' }))).toBe(1);
    const [row] = await open().run(
      (sql) => sql`select ssl, version from pg_stat_ssl where pid = pg_backend_pid()`,
    );
    expect(row).toMatchObject({ ssl: true, version: 'TLSv1.3' });
  });

  it('refuses a server whose authority is another', async () => {
    const caFile = join(world.postgres.folder, 'other-ca.pem');
    writeFileSync(caFile, (await createServerCertificate(new Date())).ca);
    await expect(query(open({ caFile }))).rejects.toMatchObject(refusal('UNABLE_TO_VERIFY_LEAF_SIGNATURE'));
  });

  it("refuses a server of nobody's authority when only RDS's are trusted", async () => {
    await expect(query(open({ caFile: undefined }))).rejects.toMatchObject(
      refusal('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
    );
  });

  it.each([
    ['name', 'database.example'],
    ['address', '0.0.0.0'],
  ])('refuses a server whose certificate names another host than the %s dialled', async (_title, host) => {
    const toLoopback: LookupFunction = (_host, _options, found) =>
      found(null, [{ address: '127.0.0.1', family: 4 }]);
    vi.spyOn(dns, 'lookup').mockImplementation(toLoopback as typeof dns.lookup);
    await expect(query(open({ host }))).rejects.toMatchObject(refusal('ERR_TLS_CERT_ALTNAME_INVALID'));
  });

  it('sends no password to a server that has no TLS', async () => {
    const received: Buffer[] = [];
    const plain = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        received.push(data);
        if (received.length === 1) socket.write('N');
      });
    }).listen(0, '127.0.0.1');
    await once(plain, 'listening');
    const { port } = plain.address() as { port: number };
    await expect(query(open({ port }))).rejects.toMatchObject({ name: 'UnavailableError' });
    expect(Buffer.concat(received).includes(world.postgres.password())).toBe(false);
    expect(Buffer.concat(received).includes(world.postgres.user)).toBe(false);
    plain.close();
  });

  it('gives up a server that accepts and hangs up, without dialling again', async () => {
    let accepted = 0;
    const rude = createServer((socket) => {
      accepted += 1;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(rude, 'listening');
    const { port } = rude.address() as { port: number };
    await expect(open({ port }).open()).rejects.toMatchObject({ name: 'UnavailableError' });
    expect(accepted).toBe(1);
    rude.close();
  });
});
