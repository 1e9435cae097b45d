import { DisabledException, InvalidCiphertextException, type KMSClient } from '@aws-sdk/client-kms';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { UnavailableError, WrongKeyError } from '../../../service/errors.ts';
import { DataKeys } from '../../../service/kms/data-keys.ts';
import { currentRecordFormat } from '../../../service/record/record-formats.ts';
import { openBackgroundScope } from '../../../service/request-scope.ts';
import { createMemoryLog } from '../support/memory-log.ts';
import { currentKeyArn } from '../support/test-aws.ts';

const memoryLog = createMemoryLog();
const request = openBackgroundScope(memoryLog.log);
const context = { keywatch: 'c' };
const id = '6f1e0d3a-2f58-4b7e-9a34-5b0d4b7f4c11';
const head = {
  id,
  format: currentRecordFormat,
  kmsKeyArn: currentKeyArn,
  salt: Buffer.alloc(32),
  wrappedDataKey: Buffer.from('wrapped'),
};

/** What KMS answers next, or how it refuses. */
let answer: () => object;
/** The calls that were counted: operation, how long it took, kind of error. */
let counted: [string, number, string | undefined][];
let dataKeys: DataKeys;
/** Resolves once the line of a call is written. */
let logged: () => Promise<void>;

const whole = () => ({
  $metadata: { requestId: 'r', attempts: 1 },
  KeyId: currentKeyArn,
  Plaintext: new Uint8Array(32).fill(7),
  CiphertextBlob: Buffer.from('wrapped'),
});

const refuse = (Kind: typeof InvalidCiphertextException | typeof DisabledException) => () => {
  throw new Kind({ $metadata: {}, message: 'refused' });
};

beforeEach(() => {
  memoryLog.clear();
  answer = whole;
  counted = [];
  logged = () => Promise.resolve();
  const client = { send: () => new Promise((resolve) => resolve(answer())) };
  dataKeys = new DataKeys({
    client: client as unknown as KMSClient,
    kmsKeyArn: currentKeyArn,
    previousKmsKeyArns: [],
    deadlineMs: 60_000,
    metrics: {
      kmsCall: (operation, durationMs, errorKind) => counted.push([operation, durationMs, errorKind]),
    },
    logged: () => logged(),
  });
});

const generate = () => dataKeys.generate(id, context, request);
const decrypt = () => dataKeys.decrypt(head, context, request);

describe('a data key', () => {
  it.each([
    ['no CiphertextBlob', undefined],
    ['an empty one', new Uint8Array()],
  ])('that comes with %s is not taken: its record could never be opened', async (_title, CiphertextBlob) => {
    answer = () => ({ ...whole(), CiphertextBlob });
    await expect(generate()).rejects.toMatchObject({ dependency: 'kms', errorCode: 'MalformedResponse' });
    expect(Buffer.from(await decrypt())).toEqual(Buffer.alloc(32, 7));
  });

  it.each([
    ['generated', async () => (await generate()).plaintext],
    ['decrypted', decrypt],
  ])('that was %s is the very memory the SDK decoded, so that wiping it leaves no copy', async (_t, ask) => {
    const output = whole();
    answer = () => output;
    (await ask()).fill(0);
    expect(output.Plaintext).toEqual(new Uint8Array(32));
  });
});

describe('InvalidCiphertextException', () => {
  beforeEach(() => {
    answer = refuse(InvalidCiphertextException);
  });

  it('is a wrong Key when KMS decrypts', async () => {
    await expect(decrypt()).rejects.toThrow(WrongKeyError);
    expect(memoryLog.ofEvent('kms-call')).toMatchObject([{ outcome: 'wrong-key' }]);
  });

  it('is an outage when KMS was asked for a new data key: nobody has a Key yet', async () => {
    await expect(generate()).rejects.toThrow(UnavailableError);
    expect(memoryLog.ofEvent('kms-call')).toMatchObject([{ outcome: 'unavailable' }]);
  });
});

describe('a call', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
    vi.advanceTimersByTime(1_000);
  });
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['that succeeds', whole, undefined],
    ['of a wrong Key', refuse(InvalidCiphertextException), 'WrongKey'],
    ['with a disabled key', refuse(DisabledException), 'KeyUnusable'],
    ['that is answered for another key', () => ({ ...whole(), KeyId: 'another' }), 'Failed'],
  ] as const)('%s is logged and counted once before it settles', async (_title, next, errorKind) => {
    answer = () => {
      vi.advanceTimersByTime(40);
      return next();
    };
    const seen = await decrypt().then(
      () => [...counted],
      () => [...counted],
    );
    expect(seen).toEqual([['Decrypt', 40, errorKind]]);
    expect(memoryLog.ofEvent('kms-call')).toMatchObject([{ durationMs: 40 }]);
  });
});

it.each([
  ['succeeds', whole],
  ['is of a wrong Key', refuse(InvalidCiphertextException)],
  ['finds a disabled key', refuse(DisabledException)],
] as const)('a call that %s settles only after its line is written', async (_title, next) => {
  answer = next;
  const order: string[] = [];
  let write = (): void => undefined;
  logged = () => {
    order.push(...memoryLog.ofEvent('kms-call').map(() => 'taken'));
    return new Promise((resolve) => {
      write = resolve;
    });
  };
  const settled = decrypt().then(
    () => order.push('settled'),
    () => order.push('settled'),
  );
  await new Promise(setImmediate);
  order.push('written');
  write();
  await settled;
  expect(order).toEqual(['taken', 'written', 'settled']);
});
