import { beforeEach, describe, expect, it } from 'vitest';

import { WrongKeyError } from '../../../service/errors.ts';
import type { RecordHead } from '../../../service/record/record-format.ts';
import { currentRecordFormat } from '../../../service/record/record-formats.ts';
import { RecordIntegrityError } from '../../../service/record/record-integrity-error.ts';
import { openBackgroundScope } from '../../../service/request-scope.ts';
import { createSecret } from '../../../service/secrets/create-secret.ts';
import type { SecretDependencies } from '../../../service/secrets/dependencies.ts';
import { openSecret } from '../../../service/secrets/open-secret.ts';
import { replaceSecret } from '../../../service/secrets/replace-secret.ts';
import { FakeRecordStore, noWithdrawals } from '../support/fake-record-store.ts';
import { createMemoryLog } from '../support/memory-log.ts';

const request = openBackgroundScope(createMemoryLog().log);
const wiped = Buffer.alloc(32);

/** Every plaintext data key that KMS has handed out: the very buffers. */
let handedOut: Buffer[];
let dependencies: SecretDependencies;
let store: SecretDependencies['store'];

const dataKey = (): Buffer => {
  const plaintext = Buffer.alloc(32, 7);
  handedOut.push(plaintext);
  return plaintext;
};

/** In place of a Name that doesn't exist; KMS would refuse it, unless something is badly wrong. */
const decoyHead: RecordHead = {
  id: '6f1e0d3a-2f58-4b7e-9a34-5b0d4b7f4c11',
  format: currentRecordFormat,
  kmsKeyArn: 'arn',
  salt: Buffer.alloc(currentRecordFormat.saltBytes),
  wrappedDataKey: Buffer.from('wrapped'),
};

beforeEach(() => {
  handedOut = [];
  store = new FakeRecordStore().asStore;
  dependencies = {
    store,
    dataKeys: {
      generate: () =>
        Promise.resolve({ plaintext: dataKey(), wrapped: Buffer.from('wrapped'), kmsKeyArn: 'arn' }),
      decrypt: () => Promise.resolve(dataKey()),
    },
    decoy: { head: decoyHead },
    withdrawals: noWithdrawals,
  };
});

const create = async (): Promise<{ name: string; key: string }> => {
  const { key } = await createSecret(dependencies, { name: 'n', text: 't' }, request);
  return { name: 'n', key };
};

describe('a plaintext data key is wiped', () => {
  it('once a secret is sealed', async () => {
    await create();
    expect(handedOut).toEqual([wiped]);
  });

  it('once a Text is opened', async () => {
    const credentials = await create();
    expect(await openSecret(dependencies, credentials, request)).toBe('t');
    expect(handedOut).toEqual([wiped, wiped]);
  });

  it('once a secret is replaced, the old and the new', async () => {
    const credentials = await create();
    await replaceSecret(dependencies, { ...credentials, text: 'new' }, request);
    expect(handedOut).toEqual([wiped, wiped, wiped]);
  });

  it('when the body is gone by then', async () => {
    const credentials = await create();
    dependencies = { ...dependencies, store: { ...store, readBody: () => Promise.resolve(undefined) } };
    await expect(openSecret(dependencies, credentials, request)).rejects.toThrow(WrongKeyError);
    expect(handedOut).toEqual([wiped, wiped]);
  });

  it('when the body is damaged', async () => {
    const credentials = await create();
    const damaged = { nonce: Buffer.alloc(12), ciphertext: Buffer.alloc(40) };
    dependencies = { ...dependencies, store: { ...store, readBody: () => Promise.resolve(damaged) } };
    await expect(openSecret(dependencies, credentials, request)).rejects.toThrow(RecordIntegrityError);
    expect(handedOut).toEqual([wiped, wiped]);
  });

  it('when the Text can not be sealed', async () => {
    const text = undefined as unknown as string;
    await expect(createSecret(dependencies, { name: 'n', text }, request)).rejects.toThrow(TypeError);
    expect(handedOut).toEqual([wiped]);
  });
});

describe('a Name that does not exist', () => {
  it('stays a wrong Key even if KMS opened the decoy, whose data key is wiped', async () => {
    const credentials = { name: 'nobody', key: 'k' };
    await expect(openSecret(dependencies, credentials, request)).rejects.toThrow(WrongKeyError);
    await expect(replaceSecret(dependencies, { ...credentials, text: 't' }, request)).rejects.toThrow(
      WrongKeyError,
    );
    expect(handedOut).toEqual([wiped, wiped]);
  });
});
