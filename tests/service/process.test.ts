import { readdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { TcpProxy } from '../support/faults/tcp-proxy.ts';
import { Correspondence, type Confided } from '../support/secrets/correspondence.ts';
import { Interrogation } from '../support/secrets/interrogation.ts';
import { http, type HttpAnswer } from './support/http-client.ts';
import type { ServiceProcess } from './support/service-process.ts';
import { ServiceWorld } from './support/service-world.ts';
import { wrongKeyMessage } from './support/test-service.ts';

const correspondence = new Correspondence();

let world: ServiceWorld;
const running: ServiceProcess[] = [];

beforeAll(async () => {
  world = await ServiceWorld.start({ log_statement: 'all' });
  // The image has main.js alone.
  rmSync(join(world.folder, 'package.json'));
});
// Finds nothing of what was confided to any of the processes: in what they printed, answered, stored or told AWS.
afterAll(() => world.stop(correspondence));
afterEach(async () => {
  for (const process of running.splice(0)) {
    process.signal('SIGKILL');
    await process.exited;
  }
  world.aws.faults.clear();
});

const start = (changes: Readonly<Record<string, string>> = {}): ServiceProcess => {
  const process = world.launch({ LOG_LEVEL: 'trace', ...changes });
  running.push(process);
  return process;
};

const listening = async (process: ServiceProcess): Promise<string> =>
  String((await process.event('listening'))['address']);

interface Asking {
  readonly method?: 'GET' | 'POST';
  readonly body?: Confided;
  readonly agent?: Agent;
}

/** Sends and receives what is looked for at the end. */
const ask = async (url: string, asking: Asking = {}): Promise<HttpAnswer> => {
  if (asking.body !== undefined) correspondence.send(asking.body);
  const answer = await http(url, { ...asking, headers: { 'x-request-id': correspondence.requestId } });
  correspondence.receive(answer, asking.body);
  return answer;
};

const encrypt = async (url: string, Text: string): Promise<{ Name: string; Key: string }> => {
  const Name = correspondence.newName();
  const response = await ask(`${url}/encrypt`, { method: 'POST', body: { Name, Text } });
  expect(response.statusCode).toBe(200);
  return { Name, Key: (response.json() as { Key: string }).Key };
};

describe('the bundle, alone in an empty folder', () => {
  it('encrypts and decrypts as the lab does, and ends with 0 on SIGTERM', async () => {
    expect(readdirSync(world.folder)).toEqual(['main.js']);
    const service = start();
    const url = await listening(service);
    const Text = correspondence.textFor('the lab');
    const credentials = await encrypt(url, Text);
    const Key = correspondence.wrongKey();
    const answers = await Promise.all([
      ask(`${url}//decrypt`, { body: credentials }),
      ask(`${url}/decrypt`, { method: 'POST', body: { ...credentials, Key } }),
      ask(`${url}/ready`),
      ask(`${url}/health`),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 400, 200, 200]);
    expect(answers[0].json()).toEqual({ Text });
    expect(answers[1].json()).toEqual(wrongKeyMessage);
    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
    expect(service.ofEvent('stopping')).toMatchObject([{ signal: 'SIGTERM' }]);
    expect(service.ofEvent('stopped')).toHaveLength(1);
  });

  it('writes its metrics at the end, under the namespace it was given and without a Name', async () => {
    const service = start({ METRIC_NAMESPACE: 'Keywatch/bundle' });
    const url = await listening(service);
    const { Name } = await encrypt(url, correspondence.textFor('metrics'));
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
    expect(JSON.stringify(lines)).not.toContain(Name);
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
    const proxy = await TcpProxy.start(world.postgres.port);
    proxy.cut();
    const service = start({ DATABASE_PORT: String(proxy.port) });
    expect(await service.event('database-unreachable')).toMatchObject({ level: 'warn', retryInMs: 250 });
    expect(service.ofEvent('listening')).toEqual([]);
    await proxy.heal();
    expect((await ask(`${await listening(service)}/ready`)).statusCode).toBe(200);
    await proxy.stop();
  });

  it('is given up on SIGTERM with 0 while the database is away', async () => {
    const service = start({ DATABASE_PORT: '1' });
    await service.event('database-unreachable');
    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
  });

  it('does not wait for KMS: it encrypts later, and until there is a decoy every decrypt is 503', async () => {
    world.aws.faults.set('GenerateDataKey', { kind: 'error', code: 'KMSInternalException', statusCode: 500 });
    const service = start();
    const url = await listening(service);
    const body = { Name: correspondence.newName(), Key: correspondence.wrongKey() };
    const decrypt = () => ask(`${url}/decrypt`, { method: 'POST', body });
    const early = await decrypt();
    expect([early.statusCode, early.json()]).toEqual([
      503,
      { Message: 'Data decryption failed, check logs for more details' },
    ]);
    expect((await ask(`${url}/health`)).statusCode).toBe(200);
    world.aws.faults.clear();
    await service.event('decoy-ready');
    expect((await decrypt()).json()).toEqual(wrongKeyMessage);
  });
});

describe('SIGTERM', () => {
  it('lets a request in flight finish, closes its connection and idle ones, and ends with 0', async () => {
    const service = start();
    const url = await listening(service);
    const agent = new Agent({ keepAlive: true });
    await ask(`${url}/health`, { agent });
    const Text = correspondence.textFor('a request in flight');
    const credentials = await encrypt(url, Text);
    const blocked = world.aws.block('Decrypt');
    const inFlight = ask(`${url}/decrypt`, { method: 'POST', body: credentials, agent });
    await vi.waitFor(() => expect(world.aws.calls.at(-1)?.outcome).toBe('blocked'));
    service.signal('SIGTERM');
    await service.event('stopping');
    // A connection the kernel took just before is reset.
    await vi.waitFor(() => expect(ask(`${url}/health`)).rejects.toMatchObject({ code: 'ECONNREFUSED' }));
    blocked.release();
    const answer = await inFlight;
    expect([answer.statusCode, answer.json()]).toEqual([200, { Text }]);
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
    await ask(`http://127.0.0.1:${port}/health`);
    service.signal('SIGTERM');
    await service.event('stopping');
    socket.write('\r\n');
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 503 .*\r\nconnection: close\r\n.*\{"Message":"Shutting down"\}$/s);
    expect(await service.exited).toBe(0);
  });
});

describe('a service that is asked everything at trace level', () => {
  it('prints no encryption context, while KMS answers as it should and while it does not', async () => {
    const service = start();
    const { markers, answeredKeys, answers } = correspondence;
    const planted = { ...markers, 'another Text': markers.Text, header: markers['wrong Key'] };
    const interrogation = new Interrogation(await listening(service), planted);
    await interrogation.askEverything();
    for (const operation of ['Decrypt', 'GenerateDataKey']) {
      world.aws.faults.set(operation, { kind: 'raw', statusCode: 200, body: `{"${markers.Text}` });
    }
    await interrogation.askEverything();
    for (const key of interrogation.keys) answeredKeys.add(key);
    answers.push(...interrogation.refusals);
    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
    const printed = [...service.lines, ...service.errors].join('\n');
    expect(service.ofEvent('kms-call').length).toBeGreaterThan(5);
    const contexts = world.aws.calls
      .map(({ input }) => (input['EncryptionContext'] as { keywatch?: string } | undefined)?.keywatch)
      .filter((context) => context !== undefined);
    expect(contexts.length).toBeGreaterThan(5);
    expect(contexts.filter((context) => printed.includes(context))).toEqual([]);
  });
});
