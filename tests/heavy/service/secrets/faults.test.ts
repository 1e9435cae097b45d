import path from 'node:path';
import { fileURLToPath } from 'node:url';

import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { http } from '../../../service/support/http-client.ts';
import { ServiceWorld, type ListeningService } from '../../../service/support/service-world.ts';
import { findSecrets, findSecretsBelow, type Secrets } from '../../../support/secrets/find-secrets.ts';
import { Interrogation, marker } from '../../../support/secrets/interrogation.ts';

const planted = {
  Text: marker(),
  'another Text': marker(),
  'wrong Key': marker(),
  Name: marker(),
  header: marker(),
  'AWS secret key': marker(),
  'AWS session token': marker(),
  crash: marker(),
};
const preload = fileURLToPath(new URL('../../../support/secrets/crash-on-signal.mjs', import.meta.url));

let world: ServiceWorld;
let service: ListeningService;
let sql: Sql;
let interrogation: Interrogation;

const kmsFaults = [
  { kind: 'error', code: 'ThrottlingException' },
  { kind: 'error', code: 'AccessDeniedException' },
  { kind: 'error', code: 'KMSInternalException', statusCode: 500 },
  { kind: 'disconnect' },
  { kind: 'raw', statusCode: 200, body: `{"Plaintext":"${planted['another Text']}","x` },
  {
    kind: 'raw',
    statusCode: 400,
    body: `{"__type":"InvalidKeyUsageException","message":"${planted.Text}"}`,
  },
  { kind: 'answer', edit: (answer: Record<string, unknown>) => ({ ...answer, KeyId: planted.Text }) },
] as const;

/** Ways to make Postgres refuse, what it says of the row included; each with the way back. */
const databaseFaults = [
  ['create unique index twice on records (format_version)', 'drop index twice'],
  [
    'alter table records add constraint refuses check (octet_length(ciphertext) = 0) not valid',
    'alter table records drop constraint refuses',
  ],
  ['alter table records rename column nonce to once', 'alter table records rename column once to nonce'],
  ['alter table records rename to gone', 'alter table gone rename to records'],
  [
    'alter database keywatch set default_transaction_read_only = on',
    'alter database keywatch reset default_transaction_read_only',
  ],
] as const;

/** An index over two rows of one version can't be made: the table begins anew. */
const breakDatabase = async (broken: string): Promise<void> => {
  if (broken.startsWith('create unique')) await sql`delete from records`;
  await sql.unsafe(broken);
};

const secretsOf = (): Secrets => ({
  ...planted,
  'database password': world.postgres.password(),
  ...interrogation.answeredKeys(),
});

beforeAll(async () => {
  world = await ServiceWorld.start({
    log_statement: 'all',
    log_error_verbosity: 'verbose',
    log_min_messages: 'debug1',
    log_min_duration_statement: '0',
    log_connections: 'on',
  });
  service = await world.listen({
    LOG_LEVEL: 'trace',
    AWS_SECRET_ACCESS_KEY: planted['AWS secret key'],
    AWS_SESSION_TOKEN: planted['AWS session token'],
    NODE_OPTIONS: `--import ${preload}`,
    PLANTED_IN_CRASH: planted.crash,
  });
  interrogation = new Interrogation(service.url, planted);
  sql = postgres({ ...world.postgres.connection(), max: 1, onnotice: () => undefined });
}, 300_000);
afterAll(async () => {
  await sql.end();
  await world.stop();
});

describe('planted secrets, after everything was asked at trace level', { timeout: 900_000 }, () => {
  it('while all is well, while KMS fails in seven ways and the database in five', async () => {
    await interrogation.askEverything();
    for (const fault of kmsFaults) {
      for (const operation of ['Decrypt', 'GenerateDataKey']) world.aws.faults.set(operation, fault);
      await interrogation.askEverything();
    }
    world.aws.faults.clear();
    for (const [broken, mended] of databaseFaults) {
      await breakDatabase(broken);
      await interrogation.askEverything();
      await sql.unsafe(`set default_transaction_read_only = off; ${mended}`);
    }
    await interrogation.askEverything();
    const codes = service.process.ofEvent('unavailable').map(({ errorCode }) => errorCode);
    expect(codes).toEqual(
      expect.arrayContaining(['ThrottlingException', 'AccessDeniedException', '23514', '42703', '42P01']),
    );
    expect(interrogation.keys.length).toBeGreaterThanOrEqual(4);
    expect(interrogation.refusals.length).toBeGreaterThan(100);
  });

  it('are in none of the answers but a Text that its Key opened and a Key that was just made', () => {
    expect(findSecrets(Buffer.from(interrogation.refusals.join('\n')), secretsOf(), 'answers')).toEqual([]);
  });

  it('are in nothing that KMS was told, and so in no CloudTrail record', () => {
    const calls = world.aws.calls.filter(({ operation }) => operation !== 'GetSecretValue');
    expect(calls.length).toBeGreaterThan(50);
    const told = calls.map(({ operation, input, outcome }) => ({
      operation,
      input,
      outcome: outcome.slice(0, 30),
    }));
    expect(findSecrets(Buffer.from(JSON.stringify(told)), secretsOf(), 'KMS')).toEqual([]);
  });

  it('are in no file of Postgres, neither data nor write-ahead log, nor in what it logs of errors; a Name is', async () => {
    const { Name, ...others } = secretsOf();
    const root = path.dirname(world.postgres.folder);
    const { files, findings } = await findSecretsBelow(root, others, ['password.json']);
    console.log(files, 'files of Postgres,', Object.keys(others).length, 'secrets');
    expect(findings.filter(({ secret }) => secret !== 'database password')).toEqual([]);
    expect(findings).toEqual([]);
    // The search sees what is there: a Name is stored, and logged with a statement, in clear.
    expect(Name).toBeDefined();
    const found = await findSecretsBelow(root, { Name: planted.Name });
    expect(found.findings.map(({ place }) => place)).toEqual(expect.arrayContaining(['postgres.log']));
  });

  it('are in nothing the service prints, its metrics and a crash included', async () => {
    service.process.signal('SIGUSR2');
    expect(await service.process.exited).toBe(1);
    expect(service.process.ofEvent('fault')).toMatchObject([{ level: 'fatal', err: { type: 'TypeError' } }]);
    const second = await world.listen({ LOG_LEVEL: 'trace' });
    await http(`${second.url}/encrypt`, { method: 'POST', body: interrogation.soundSecret() });
    second.process.signal('SIGTERM');
    expect(await second.process.exited).toBe(0);
    expect(second.process.ofEvent('metrics').length).toBeGreaterThan(0);
    const lines = [service, second].flatMap(({ process }) => [...process.lines, ...process.errors]);
    console.log(lines.length, 'lines of the service,', interrogation.keys.length, 'answered Keys');
    expect(lines.length).toBeGreaterThan(300);
    expect(findSecrets(Buffer.from(lines.join('\n')), secretsOf(), 'service')).toEqual([]);
  });
});
