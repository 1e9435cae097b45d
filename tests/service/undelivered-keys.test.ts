import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { promisify } from 'node:util';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { FakeAws } from './support/fake-aws.ts';
import { startTestServiceWith, type TestService } from './support/test-service.ts';

let service: TestService<FakeAws>;
let client: Socket;

beforeAll(async () => {
  service = await startTestServiceWith({ startAws: (readSecretString) => FakeAws.start(readSecretString) });
  await service.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => service.stop());
beforeEach(async () => {
  service.forget();
  client = connect((service.app.server.address() as AddressInfo).port, '127.0.0.1');
  await once(client, 'connect');
});
afterEach(() => client.destroy());

const send = (payload: object, path = '/encrypt'): void => {
  const body = JSON.stringify(payload);
  const length = String(Buffer.byteLength(body));
  client.write(
    `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`,
  );
};

/** Sends, and lets KMS answer once the client has done something else. */
const whileStoring = async (payload: object, act: () => unknown): Promise<void> => {
  const blocked = service.aws.block('GenerateDataKey');
  send(payload);
  await vi.waitFor(() => expect(service.aws.calls.at(-1)?.outcome).toBe('blocked'));
  await act();
  blocked.release();
};

/** Settles once the service knows of it. */
const leave = async (how: () => void): Promise<void> => {
  const connections = promisify(service.app.server.getConnections.bind(service.app.server));
  how();
  await vi.waitFor(async () => expect(await connections()).toBe(0));
};

const withdrawn = () =>
  vi.waitFor(() => expect(service.log.ofEvent('record-withdrawn')).toHaveLength(1), { timeout: 5_000 });

describe('a caller who leaves before the answer', () => {
  it.each([
    ['hangs up', () => client.destroy()],
    // Node ends a connection then: https://nodejs.org/api/net.html#netcreateserveroptions-connectionlistener
    ['says that nothing more will come', () => client.end()],
  ])('and %s leaves the Name free, whose Key nobody has', async (_title, how) => {
    const Name = service.freshName();
    await whileStoring({ Name, Text: 'nobody has its Key' }, () => leave(how));
    await withdrawn();
    const [call] = service.log.ofEvent('kms-call');
    for (const event of ['key-undelivered', 'record-withdrawn']) {
      expect(service.log.ofEvent(event)).toMatchObject([
        { reqId: call?.['reqId'], recordId: call?.['recordId'] },
      ]);
    }
    expect((await service.encrypt({ Name, Text: 'second try' })).statusCode).toBe(200);
  });

  it('leaves a secret as it was before its replacement', async () => {
    const { Name, Key } = await service.stored('as it was');
    service.forget();
    await whileStoring({ Name, Key, Text: 'nobody has its Key' }, () => leave(() => client.destroy()));
    await withdrawn();
    expect((await service.decrypt({ Name, Key })).json()).toEqual({ Text: 'as it was' });
  });
});

it('a caller who leaves while the answer waits behind another on his connection leaves the Name free', async () => {
  const Name = service.freshName();
  const first = service.aws.block('Decrypt');
  send({ Name: 'nobody', Key: 'wrong' }, '/decrypt');
  await vi.waitFor(() => expect(service.aws.calls.at(-1)?.outcome).toBe('blocked'));
  send({ Name, Text: 'nobody has its Key' });
  await vi.waitFor(async () => expect(await service.store.findHead(Name)).toBeDefined());
  await leave(() => client.destroy());
  first.release();
  await withdrawn();
  expect(service.log.ofEvent('key-undelivered')).toHaveLength(1);
  expect((await service.encrypt({ Name, Text: 'second try' })).statusCode).toBe(200);
});

it('a caller who leaves once the answer is there keeps what was stored', async () => {
  const Name = service.freshName();
  send({ Name, Text: 't' });
  const [chunk] = (await once(client, 'data')) as [Buffer];
  const { Key } = JSON.parse(/\{.*\}/.exec(chunk.toString())?.[0] ?? '') as { Key: string };
  await leave(() => client.destroy());
  expect(service.log.ofEvent('key-undelivered')).toEqual([]);
  expect((await service.decrypt({ Name, Key })).json()).toEqual({ Text: 't' });
});
