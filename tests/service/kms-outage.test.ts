import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { openBackgroundScope, openRequestScope, type RequestScope } from '../../service/request-scope.ts';
import { FakeAws, type Fault } from './support/fake-aws.ts';
import { currentKeyArn, previousKeyArn, unrelatedKeyArn } from './support/test-aws.ts';
import {
  dataKeysOf,
  startTestServiceWith,
  wrongKeyMessage,
  type TestService,
} from './support/test-service.ts';

let service: TestService<FakeAws>;
let existing: { Name: string; Key: string };
beforeAll(async () => {
  service = await startTestServiceWith({ startAws: (readSecretString) => FakeAws.start(readSecretString) });
  existing = await service.stored('kept');
});
afterAll(() => service.stop());
beforeEach(() => {
  service.aws.faults.clear();
  service.forget();
});

const error = (code: string, statusCode = 400): Fault => ({ kind: 'error', code, statusCode });

/** Which of the two it is depends on where the connection broke. */
const brokenConnection = expect.stringMatching(/^(?:TimeoutError|ECONNRESET)$/) as string;

const faults: readonly [string, Fault, string][] = [
  ['denies', error('AccessDeniedException'), 'AccessDeniedException'],
  // The SDK's full-jitter backoff decides which comes first: the last attempt or the deadline.
  [
    'throttles',
    error('ThrottlingException'),
    expect.stringMatching(/^(?:ThrottlingException|DeadlineExceeded)$/),
  ],
  ['has the key disabled', error('DisabledException'), 'DisabledException'],
  ['has the key pending deletion', error('KMSInvalidStateException'), 'KMSInvalidStateException'],
  ['does not know the key', error('NotFoundException'), 'NotFoundException'],
  ['finds another key in the ciphertext', error('IncorrectKeyException'), 'IncorrectKeyException'],
  ['refuses the signature', error('InvalidSignatureException', 403), 'InvalidSignatureException'],
  ['fails inside', error('KMSInternalException', 500), 'KMSInternalException'],
  ['is behind a broken balancer', { kind: 'raw', statusCode: 502, body: '<html>' }, 'SyntaxError'],
  ['answers nonsense', { kind: 'raw', statusCode: 200, body: 'not json' }, 'SyntaxError'],
  ['answers half', { kind: 'raw', statusCode: 200, body: '{"KeyId":"', contentLength: 90 }, brokenConnection],
  ['answers an empty object', { kind: 'raw', statusCode: 200, body: '{}' }, 'MalformedResponse'],
  [
    'answers for another key',
    { kind: 'answer', edit: (answer) => ({ ...answer, KeyId: unrelatedKeyArn }) },
    'MalformedResponse',
  ],
  [
    'answers a data key of 16 bytes',
    { kind: 'answer', edit: (answer) => ({ ...answer, Plaintext: Buffer.alloc(16).toString('base64') }) },
    'MalformedResponse',
  ],
  ['hangs', { kind: 'hang' }, 'DeadlineExceeded'],
  ['hangs up', { kind: 'disconnect' }, brokenConnection],
];

describe.each(faults)('when KMS %s', (_title, fault, errorCode) => {
  it('a decrypt answers 503, never as a wrong Key', async () => {
    service.aws.faults.set('Decrypt', fault);
    const response = await service.decrypt(existing);
    expect(response.statusCode).toBe(503);
    expect(response.headers['retry-after']).toBe('2');
    expect(response.json()).toEqual({ Message: 'Data decryption failed, check logs for more details' });
    expect(service.log.ofEvent('kms-call')).toMatchObject([
      { operation: 'Decrypt', outcome: 'unavailable', errorCode },
    ]);
  });

  it('an encrypt answers 503 and stores nothing', async () => {
    const rows = await service.rowCount();
    service.aws.faults.set('GenerateDataKey', fault);
    const response = await service.encrypt({ Name: service.freshName(), Text: 'lost' });
    expect(response.statusCode).toBe(503);
    expect(response.headers['retry-after']).toBe('2');
    expect(response.json()).toEqual({ Message: 'Data encryption failed, check logs for more details' });
    expect(await service.rowCount()).toBe(rows);
  });
});

describe('when KMS is down', () => {
  it('refused connections are 503, and the first call after its return succeeds', async () => {
    const { port } = service.aws;
    await service.aws.stop();
    const down = await service.decrypt(existing);
    expect(down.statusCode).toBe(503);
    expect(service.log.ofEvent('kms-call')).toMatchObject([{ errorCode: 'ECONNREFUSED', attempts: 3 }]);
    await service.aws.listen(port);
    expect((await service.decrypt(existing)).json()).toEqual({ Text: 'kept' });
  });

  it('a replacement whose GenerateDataKey fails leaves the old secret as it was', async () => {
    service.aws.faults.set('GenerateDataKey', error('KMSInternalException', 500));
    const response = await service.encrypt({ ...existing, Text: 'new' });
    expect([response.statusCode, response.json()]).toEqual([
      503,
      { Message: 'Data encryption failed, check logs for more details' },
    ]);
    expect((await service.decrypt(existing)).json()).toEqual({ Text: 'kept' });
  });
});

describe('a request with little time left', () => {
  const caller = { clientAddress: '203.0.113.7', route: '/encrypt' };

  it('waits for KMS no longer than that', async () => {
    const blocked = service.aws.block('GenerateDataKey');
    const settled: string[] = [];
    const generate = (scope: RequestScope, title: string) =>
      expect(
        dataKeysOf()
          .generate('id', { keywatch: 'c' }, scope)
          .finally(() => settled.push(title)),
      ).rejects.toMatchObject({ dependency: 'kms', errorCode: 'DeadlineExceeded' });
    await Promise.all([
      generate(openBackgroundScope(service.log.log), 'with all the time'),
      generate(openRequestScope(service.log.log, caller, 50), 'with little time'),
    ]);
    expect(settled).toEqual(['with little time', 'with all the time']);
    blocked.release();
  });

  it('with none left does not call KMS', async () => {
    const generated = dataKeysOf().generate(
      'id',
      { keywatch: 'c' },
      openRequestScope(service.log.log, caller, 0),
    );
    await expect(generated).rejects.toMatchObject({ dependency: 'handler', errorCode: 'DeadlineExceeded' });
    expect(service.aws.calls).toEqual([]);
    expect(service.log.ofEvent('kms-call')).toEqual([]);
  });
});

describe('retries', () => {
  it('hide one failure inside KMS, and the call is logged once', async () => {
    service.aws.faults.set('Decrypt', {
      kind: 'error',
      code: 'KMSInternalException',
      statusCode: 500,
      times: 1,
    });
    expect((await service.decrypt(existing)).json()).toEqual({ Text: 'kept' });
    expect(service.aws.calls).toHaveLength(2);
    expect(service.log.ofEvent('kms-call')).toMatchObject([{ outcome: 'success', attempts: 2 }]);
  });

  it.each(['InvalidCiphertextException', 'AccessDeniedException', 'DisabledException'])(
    'are not spent on %s',
    async (code) => {
      service.aws.faults.set('Decrypt', error(code));
      await service.decrypt(existing);
      expect(service.aws.calls).toHaveLength(1);
    },
  );
});

describe('the line of a KMS call', () => {
  it('comes before that of its request and finds the call by its request id', async () => {
    await service.decrypt({ ...existing, Key: 'wrong' });
    expect(service.log.lines().map(({ event }) => event)).toEqual(['kms-call', 'request']);
    expect(service.log.ofEvent('kms-call')).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
        reqId: expect.any(String) as string,
        event: 'kms-call',
        operation: 'Decrypt',
        outcome: 'wrong-key',
        errorCode: 'InvalidCiphertextException',
        kmsRequestId: service.aws.calls[0]?.requestId,
        kmsKeyArn: currentKeyArn,
        recordId: expect.any(String) as string,
        attempts: 1,
        durationMs: expect.any(Number) as number,
        clientAddress: '127.0.0.1',
        route: '/decrypt',
        msg: 'called KMS',
      },
    ]);
  });
});

describe('a secret replaced while its Key is being proven', () => {
  it('is no longer opened by that Key', async () => {
    const credentials = await service.stored();
    const blocked = service.aws.block('Decrypt');
    const answered = service.decrypt(credentials);
    await vi.waitFor(() => expect(service.aws.calls.at(-1)?.outcome).toBe('blocked'));
    const { Name } = credentials;
    await service.pool.run((sql) => sql`update records set id = gen_random_uuid() where name = ${Name}`);
    blocked.release();
    const answer = await answered;
    expect([answer.statusCode, answer.json()]).toEqual([400, wrongKeyMessage]);
  });
});

describe("a record's key", () => {
  const setKeyArn = (Name: string, arn: string) =>
    service.pool.run((sql) => sql`update records set kms_key_arn = ${arn} where name = ${Name}`);

  it('is used when it is one of the previous keys', async () => {
    const credentials = await service.stored();
    await setKeyArn(credentials.Name, previousKeyArn);
    service.forget();
    const response = await service.decrypt(credentials);
    expect(service.aws.calls).toMatchObject([{ input: { KeyId: previousKeyArn } }]);
    expect(response.statusCode).toBe(503);
    expect(service.log.ofEvent('kms-call')).toMatchObject([{ errorCode: 'IncorrectKeyException' }]);
  });

  it('is replaced by the current key when it is none of ours, so that a row can not choose a key', async () => {
    const credentials = await service.stored('still readable');
    await setKeyArn(credentials.Name, unrelatedKeyArn);
    service.forget();
    const response = await service.decrypt(credentials);
    expect(service.aws.calls).toMatchObject([{ input: { KeyId: currentKeyArn } }]);
    expect(response.json()).toEqual({ Text: 'still readable' });
  });
});

describe('the integrity of a record', () => {
  const damage = async (column: string, value: Buffer | number) => {
    const credentials = await service.stored();
    await service.pool.run(
      (sql) => sql`update records set ${sql({ [column]: value })} where name = ${credentials.Name}`,
    );
    service.forget();
    return credentials;
  };

  it.each([
    ['ciphertext', Buffer.alloc(40), 1],
    ['ciphertext', Buffer.alloc(3), 1],
    ['nonce', Buffer.alloc(12), 1],
    ['nonce', Buffer.alloc(0), 1],
    ['format_version', 2, 0],
    ['salt', Buffer.alloc(31), 0],
    ['wrapped_data_key', Buffer.alloc(0), 0],
  ] as const)(
    'lost in %s answers 500, is logged as record-integrity and leaves the service running',
    async (column, value, kmsCalls) => {
      const credentials = await damage(column, value);
      const response = await service.decrypt(credentials);
      expect(response.statusCode).toBe(500);
      expect(response.json()).toEqual({ Message: 'Data decryption failed, check logs for more details' });
      expect(service.aws.calls).toHaveLength(kmsCalls);
      expect(service.log.ofEvent('record-integrity')).toMatchObject([
        { level: 'error', recordId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
      ]);
      expect((await service.decrypt(existing)).json()).toEqual({ Text: 'kept' });
    },
  );

  it('lost in the salt looks like a wrong Key, as KMS refuses the context', async () => {
    const response = await service.decrypt(await damage('salt', Buffer.alloc(32)));
    expect([response.statusCode, response.json()]).toEqual([400, wrongKeyMessage]);
  });

  it('of a record moved to another Name is lost for its Key', async () => {
    const { Name, Key } = await service.stored();
    await service.pool.run((sql) => sql`update records set name = 'moved' where name = ${Name}`);
    expect((await service.decrypt({ Name: 'moved', Key })).json()).toEqual(wrongKeyMessage);
  });

  it('lost is told with the decrypt message by a replacement too', async () => {
    const credentials = await damage('format_version', 99);
    const response = await service.encrypt({ ...credentials, Text: 'new' });
    expect([response.statusCode, response.json()]).toEqual([
      500,
      { Message: 'Data decryption failed, check logs for more details' },
    ]);
  });
});
