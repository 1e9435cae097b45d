import { DecryptCommand, DescribeKeyCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyArn } from '../../support/local-aws.ts';
import { type LocalKms, startLocalKms } from '../../support/local-kms.ts';

let aws: LocalKms;
beforeAll(async () => {
  aws = await startLocalKms();
});
afterAll(() => aws.close());

interface Bounded {
  readonly KeyId?: string;
  readonly GrantTokens?: string[];
  readonly CiphertextBlob?: Uint8Array;
}

const calls: Readonly<Record<string, (input: Bounded) => Promise<unknown>>> = {
  GenerateDataKey: (input) =>
    aws.kms().send(new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256', ...input })),
  Decrypt: (input) =>
    aws.kms().send(new DecryptCommand({ KeyId: keyArn, CiphertextBlob: Buffer.from('x'), ...input })),
  DescribeKey: (input) => aws.kms().send(new DescribeKeyCommand({ KeyId: keyArn, ...input })),
};

/** The refusal's name: a value that is out of bounds is told before anything else is looked at. */
const refusal = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'none',
    (error: unknown) => (error as Error).name,
  );

describe.each(Object.entries(calls))('%s', (_, call) => {
  it('looks for a key of 1 to 2048 characters, and for none beyond', async () => {
    const named = (length: number) => refusal(call({ KeyId: 'k'.repeat(length) }));
    expect([await named(1), await named(2048)]).toEqual(['NotFoundException', 'NotFoundException']);
    expect([await named(0), await named(2049)]).toEqual(['ValidationException', 'ValidationException']);
  });

  it('looks at up to 10 grant tokens, and at none beyond', async () => {
    const granted = (count: number) =>
      refusal(call({ GrantTokens: Array.from({ length: count }, () => 'token') }));
    expect([await granted(10), await granted(11)]).toEqual([
      'InvalidGrantTokenException',
      'ValidationException',
    ]);
  });
});

it('Decrypt looks at a ciphertext of 1 to 6144 bytes, and at none beyond', async () => {
  const decrypt = (bytes: number) =>
    refusal(calls['Decrypt']?.({ CiphertextBlob: Buffer.alloc(bytes) }) ?? Promise.resolve());
  expect([await decrypt(1), await decrypt(6144)]).toEqual([
    'InvalidCiphertextException',
    'InvalidCiphertextException',
  ]);
  expect([await decrypt(0), await decrypt(6145)]).toEqual(['ValidationException', 'ValidationException']);
});
