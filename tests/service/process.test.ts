import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { TcpProxy } from '../support/faults/tcp-proxy.ts';
import { startTestPostgres, type TestPostgres } from '../support/local-postgres.ts';
import { FakeAws } from './support/fake-aws.ts';
import { http } from './support/http-client.ts';
import { ServiceProcess } from './support/service-process.ts';
import { currentKeyArn, secretArn } from './support/test-aws.ts';
import { secretStringOf, wrongKeyMessage } from './support/test-service.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));

let folder: string;
let postgres: TestPostgres;
let aws: FakeAws;
const running: ServiceProcess[] = [];

beforeAll(async () => {
  execFileSync(process.execPath, ['build.mjs'], { cwd: join(repository, 'service') });
  folder = mkdtempSync(join(tmpdir(), 'keywatch-bundle-'));
  copyFileSync(join(repository, 'service/dist/main.js'), join(folder, 'main.js'));
  postgres = await startTestPostgres({ settings: { log_statement: 'all' } });
  aws = await FakeAws.start(() => secretStringOf(postgres));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await aws.stop();
  await postgres.stop();
});
afterEach(async () => {
  for (const process of running.splice(0)) {
    process.signal('SIGKILL');
    await process.exited;
  }
  aws.faults.clear();
});

const environment = (changes: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  ...aws.environment,
  HOST: '127.0.0.1',
  PORT: '0',
  KMS_KEY_ARN: currentKeyArn,
  DATABASE_HOST: postgres.host,
  DATABASE_PORT: String(postgres.port),
  DATABASE_NAME: postgres.database,
  DATABASE_SECRET_ARN: secretArn,
  DATABASE_CA_FILE: postgres.caFile,
  LOG_LEVEL: 'trace',
  ...changes,
});

const start = (changes?: Readonly<Record<string, string>>): ServiceProcess => {
  const process = new ServiceProcess(folder, environment(changes));
  running.push(process);
  return process;
};

const listening = async (process: ServiceProcess): Promise<string> =>
  String((await process.event('listening'))['address']);

const encrypt = async (url: string, Name: string, Text: string): Promise<{ Name: string; Key: string }> => {
  const response = await http(`${url}/encrypt`, { method: 'POST', body: { Name, Text } });
  expect(response.statusCode).toBe(200);
  return { Name, Key: (response.json() as { Key: string }).Key };
};

describe('the bundle, alone in an empty folder', () => {
  it('encrypts and decrypts as the lab does, and ends with 0 on SIGTERM', async () => {
    expect(readdirSync(folder)).toEqual(['main.js']);
    const service = start();
    const url = await listening(service);
    const credentials = await encrypt(url, 'bundle', 'the quick brown fox');
    const answers = await Promise.all([
      http(`${url}//decrypt`, { body: credentials }),
      http(`${url}/decrypt`, { method: 'POST', body: { ...credentials, Key: 'some-random-false-key' } }),
      http(`${url}/ready`),
      http(`${url}/health`),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 400, 200, 200]);
    expect(answers[0].json()).toEqual({ Text: 'the quick brown fox' });
    expect(answers[1].json()).toEqual(wrongKeyMessage);
    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
    expect(service.ofEvent('stopping')).toMatchObject([{ signal: 'SIGTERM' }]);
    expect(service.ofEvent('stopped')).toHaveLength(1);
  });

  it('writes its metrics at the end, under the namespace it was given and without a Name', async () => {
    const service = start({ METRIC_NAMESPACE: 'Keywatch/bundle' });
    const url = await listening(service);
    await encrypt(url, 'counted', 'text');
    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
    const lines = service.ofEvent('metrics');
    expect(lines).toMatchObject([
      { Operation: 'encryption', Requests: 1 },
      { KmsOperation: 'GenerateDataKey', KmsCalls: 2 },
    ]);
    for (const line of lines) {
      expect(line['_aws']).toMatchObject({ CloudWatchMetrics: [{ Namespace: 'Keywatch/bundle' }] });
    }
    expect(JSON.stringify(lines)).not.toContain('counted');
  });

  it('tells every problem of its environment at once and ends with 2', async () => {
    const service = start({ PORT: 'http', KMS_KEY_ARN: 'alias/keywatch' });
    expect(await service.exited).toBe(2);
    expect(service.errors).toEqual([
      "Keywatch can't start, its environment is wrong:",
      'PORT is "http"; it must be a whole number from 0 to 65535.',
      expect.stringMatching(/^KMS_KEY_ARN is "alias\/keywatch"; it must be/) as string,
    ]);
    expect(service.lines).toEqual([]);
  });

  it('ends with 1 and a line when its port is taken', async () => {
    const first = start();
    const port = new URL(await listening(first)).port;
    const second = start({ PORT: port });
    expect(await second.exited).toBe(1);
    expect(second.ofEvent('fault')).toMatchObject([{ level: 'fatal', err: { code: 'EADDRINUSE' } }]);
  });
});

describe('starting', () => {
  it('waits for the database, says so, and listens once it is there', async () => {
    const proxy = await TcpProxy.start(postgres.port);
    proxy.cut();
    const service = start({ DATABASE_PORT: String(proxy.port) });
    expect(await service.event('database-unreachable')).toMatchObject({ level: 'warn', retryInMs: 250 });
    expect(service.ofEvent('listening')).toEqual([]);
    await proxy.heal();
    expect((await http(`${await listening(service)}/ready`)).statusCode).toBe(200);
    await proxy.stop();
  });

  it('is given up on SIGTERM with 0 while the database is away', async () => {
    const service = start({ DATABASE_PORT: '1' });
    await service.event('database-unreachable');
    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
  });

  it('does not wait for KMS: it encrypts later, and until there is a decoy every decrypt is 503', async () => {
    aws.faults.set('GenerateDataKey', { kind: 'error', code: 'KMSInternalException', statusCode: 500 });
    const service = start();
    const url = await listening(service);
    const decrypt = () => http(`${url}/decrypt`, { method: 'POST', body: { Name: 'nobody', Key: 'k' } });
    const early = await decrypt();
    expect([early.statusCode, early.json()]).toEqual([
      503,
      { Message: 'Data decryption failed, check logs for more details' },
    ]);
    expect((await http(`${url}/health`)).statusCode).toBe(200);
    aws.faults.clear();
    await service.event('decoy-ready');
    expect((await decrypt()).json()).toEqual(wrongKeyMessage);
  });
});

describe('SIGTERM', () => {
  it('lets a request in flight finish, closes its connection and idle ones, and ends with 0', async () => {
    const service = start();
    const url = await listening(service);
    const agent = new Agent({ keepAlive: true });
    await http(`${url}/health`, { agent });
    const credentials = await encrypt(url, 'in flight', 'finished');
    const blocked = aws.block('Decrypt');
    const inFlight = http(`${url}/decrypt`, { method: 'POST', body: credentials, agent });
    await vi.waitFor(() => expect(aws.calls.at(-1)?.outcome).toBe('blocked'));
    service.signal('SIGTERM');
    await service.event('stopping');
    // A connection the kernel took just before is reset.
    await vi.waitFor(() => expect(http(`${url}/health`)).rejects.toMatchObject({ code: 'ECONNREFUSED' }));
    blocked.release();
    const answer = await inFlight;
    expect([answer.statusCode, answer.json()]).toEqual([200, { Text: 'finished' }]);
    expect(answer.headers.connection).toBe('close');
    expect(await service.exited).toBe(0);
    agent.destroy();
  });
});

describe('a request that was being sent when SIGTERM came', () => {
  it('is answered, not turned away', async () => {
    const service = start();
    const { port } = new URL(await listening(service));
    const socket = connect(Number(port), '127.0.0.1');
    socket.setEncoding('utf8');
    let answer = '';
    socket.on('data', (text: string) => (answer += text));
    await new Promise((sent) => socket.write('GET /ready HTTP/1.1\r\nHost: x\r\n', sent));
    await http(`http://127.0.0.1:${port}/health`);
    service.signal('SIGTERM');
    await service.event('stopping');
    socket.write('\r\n');
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 503 .*\r\nconnection: close\r\n.*\{"Message":"Shutting down"\}$/s);
    expect(await service.exited).toBe(0);
  });
});

describe('planted secrets', () => {
  it('appear in no line the service prints at trace level, nor in what Postgres logs, faults included', async () => {
    const service = start();
    const url = await listening(service);
    const credentials = await encrypt(url, 'planted-name', 'planted-text');
    const body = { Name: 'planted-name', Text: 'planted-text', Key: 'planted-key' };
    await http(`${url}/decrypt`, { method: 'POST', body: credentials });
    await http(`${url}/decrypt`, { method: 'POST', body: { Name: 'planted-name', Key: 'planted-key' } });
    await http(`${url}/encrypt`, { method: 'POST', body });
    await http(`${url}/encrypt`, { method: 'POST', body: { Name: 'planted-name', Text: 'planted-text' } });
    await http(`${url}/encrypt`, { method: 'POST', body: '{"Name":"planted-name","Text":"planted-text' });
    await http(`${url}/encrypt`, { method: 'POST', body: { Name: 'planted-name\0', Text: '' } });
    await http(`${url}/planted-path?Key=planted-key&Name=planted-name`, { method: 'DELETE' });
    for (const operation of ['Decrypt', 'GenerateDataKey']) {
      aws.faults.set(operation, { kind: 'raw', statusCode: 200, body: '{"planted-answer' });
    }
    await http(`${url}/decrypt`, { method: 'POST', body: credentials });
    await http(`${url}/encrypt`, { method: 'POST', body: { Name: 'planted-name-2', Text: 'planted-text' } });
    service.signal('SIGTERM');
    await service.exited;
    const printed = [...service.lines, ...service.errors].join('\n');
    expect(service.ofEvent('kms-call').length).toBeGreaterThan(5);
    for (const secret of [
      credentials.Key,
      postgres.password(),
      aws.environment['AWS_SECRET_ACCESS_KEY'] ?? '',
    ]) {
      expect(printed).not.toContain(secret);
    }
    expect(printed).not.toContain('planted');
    for (const { input } of aws.calls) {
      const { keywatch } = (input['EncryptionContext'] ?? {}) as { keywatch?: string };
      if (keywatch !== undefined) expect(printed).not.toContain(keywatch);
    }
    const databaseLog = readFileSync(postgres.logFile, 'utf8');
    expect(databaseLog).toContain('insert into records');
    expect(databaseLog).not.toContain(credentials.Key);
    expect(databaseLog).not.toContain('planted-text');
  });
});
