import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { http, type HttpAnswer } from '../../../service/support/http-client.ts';
import { ServiceWorld, type ListeningService } from '../../../service/support/service-world.ts';
import { exchange } from '../../../support/hostile/raw-exchange.ts';
import { findSecrets, findSecretsBelow, type Secrets } from '../../../support/secrets/find-secrets.ts';

const marker = (): string => randomBytes(24).toString('base64url');

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
/** Every Key that was answered is a secret too. */
const keys: string[] = [];
/** Answers but those that are there to carry a Text or a Key. */
const refusals: string[] = [];

const post = async (
  path: string,
  body: object | string,
  headers: Record<string, string> = {},
): Promise<HttpAnswer> => {
  const answer = await http(`${service.url}${path}`, { method: 'POST', body, headers });
  if (answer.statusCode === 200) {
    const { Key } = answer.json() as { Key?: string };
    if (Key !== undefined) keys.push(Key);
  } else {
    refusals.push(JSON.stringify(answer.headers) + answer.body);
  }
  return answer;
};

let names = 0;
const sound = () => ({ Name: `${planted.Name} ${(names += 1)}`, Text: planted.Text });

/** One of everything that can be asked, rightly and wrongly. */
const askEverything = async (): Promise<void> => {
  const secret = sound();
  const Key = ((await post('/encrypt', secret)).json() as { Key?: string }).Key ?? planted['wrong Key'];
  await post('/decrypt', { Name: secret.Name, Key });
  await post('/decrypt', { Name: secret.Name, Key: planted['wrong Key'] });
  await post('/decrypt', { Name: `${planted.Name} unknown`, Key: planted['wrong Key'] });
  await post('/encrypt', secret);
  await post('/encrypt', { ...secret, Key: planted['wrong Key'] });
  await post('/encrypt', { ...secret, Text: planted['another Text'], Key });
  await post('/encrypt', { ...secret, [planted.Text]: 1 });
  await post('/encrypt', { ...secret, Name: `${planted.Name}\0` });
  await post('/encrypt', JSON.stringify(secret).slice(0, -3));
  await post('/encrypt', `${planted.Text} is no JSON`);
  await post('/encrypt', JSON.stringify(secret), { 'content-type': planted.header });
  await post('/encrypt', planted.Text.repeat(20_000));
  await post(`/${planted.Name}?Key=${planted['wrong Key']}`, secret);
  await post('/decrypt', secret, {
    authorization: planted.header,
    cookie: planted.header,
    'x-request-id': `${planted.header}!`,
  });
  const broken = [
    `${planted.Text}\r\n\r\n`,
    `POST /${planted.Name} HTTP/1.1\r\nHost: x\r\nContent-Length: x${planted.Text}\r\n\r\n`,
  ];
  for (const bytes of broken) {
    const port = Number(new URL(service.url).port);
    refusals.push(JSON.stringify(await exchange(port, [Buffer.from(bytes)], { thenHangUp: true })));
  }
};

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
  ...Object.fromEntries(keys.map((key, index) => [`Key ${index}`, key])),
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
  sql = postgres({ ...world.postgres.connection(), max: 1, onnotice: () => undefined });
}, 300_000);
afterAll(async () => {
  await sql.end();
  await world.stop();
});

describe('planted secrets, after everything was asked at trace level', { timeout: 900_000 }, () => {
  it('while all is well, while KMS fails in seven ways and the database in five', async () => {
    await askEverything();
    for (const fault of kmsFaults) {
      for (const operation of ['Decrypt', 'GenerateDataKey']) world.aws.faults.set(operation, fault);
      await askEverything();
    }
    world.aws.faults.clear();
    for (const [broken, mended] of databaseFaults) {
      await breakDatabase(broken);
      await askEverything();
      await sql.unsafe(`set default_transaction_read_only = off; ${mended}`);
    }
    await askEverything();
    const codes = service.process.ofEvent('unavailable').map(({ errorCode }) => errorCode);
    expect(codes).toEqual(
      expect.arrayContaining(['ThrottlingException', 'AccessDeniedException', '23514', '42703', '42P01']),
    );
    expect(keys.length).toBeGreaterThanOrEqual(4);
    expect(refusals.length).toBeGreaterThan(100);
  });

  it('are in none of the answers but a Text that its Key opened and a Key that was just made', () => {
    expect(findSecrets(Buffer.from(refusals.join('\n')), secretsOf(), 'answers')).toEqual([]);
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
    await http(`${second.url}/encrypt`, { method: 'POST', body: sound() });
    second.process.signal('SIGTERM');
    expect(await second.process.exited).toBe(0);
    expect(second.process.ofEvent('metrics').length).toBeGreaterThan(0);
    const lines = [service, second].flatMap(({ process }) => [...process.lines, ...process.errors]);
    console.log(lines.length, 'lines of the service,', keys.length, 'answered Keys');
    expect(lines.length).toBeGreaterThan(300);
    expect(findSecrets(Buffer.from(lines.join('\n')), secretsOf(), 'service')).toEqual([]);
  });
});
