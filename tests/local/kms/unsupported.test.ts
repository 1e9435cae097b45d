import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  type GenerateDataKeyCommandInput,
  ListKeysCommand,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyArn } from '../../support/local-aws.ts';
import { type LocalKms, startLocalKms } from '../../support/local-kms.ts';

let aws: LocalKms;
beforeAll(async () => {
  aws = await startLocalKms();
});
afterAll(() => aws.close());

const generate = (input: Partial<GenerateDataKeyCommandInput>) =>
  aws.kms().send(new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256', ...input }));

describe('an operation that is not simulated', () => {
  it('answers UnknownOperationException and is not observed', async () => {
    const error = { name: 'UnknownOperationException', $metadata: { httpStatusCode: 400 } };
    await expect(
      aws.kms().send(new EncryptCommand({ KeyId: keyArn, Plaintext: Buffer.from('x') })),
    ).rejects.toMatchObject({ ...error, message: 'kms:Encrypt is not simulated by this endpoint.' });
    await expect(aws.kms().send(new ListKeysCommand({}))).rejects.toMatchObject(error);
    expect(aws.calls).toEqual([]);
  });
});

describe('a parameter that is not simulated', () => {
  it.each<[string, () => Promise<unknown>]>([
    [
      'Recipient',
      () =>
        generate({
          Recipient: { KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256', AttestationDocument: Buffer.from('x') },
        }),
    ],
    [
      'Recipient',
      () =>
        aws.kms().send(
          new DecryptCommand({
            CiphertextBlob: Buffer.from('x'),
            Recipient: {
              KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
              AttestationDocument: Buffer.from('x'),
            },
          }),
        ),
    ],
    [
      'DryRunModifiers',
      () =>
        aws.kms().send(
          new DecryptCommand({
            CiphertextBlob: Buffer.from('x'),
            DryRun: true,
            DryRunModifiers: ['IGNORE_CIPHERTEXT'],
          }),
        ),
    ],
    [
      'EncryptionAlgorithm of asymmetric keys',
      () =>
        aws.kms().send(
          new DecryptCommand({
            CiphertextBlob: Buffer.from('x'),
            EncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
          }),
        ),
    ],
  ])('%s is refused instead of ignored', async (parameter, call) => {
    await expect(call()).rejects.toMatchObject({
      name: 'UnsupportedOperationException',
      message: `The parameter ${parameter} is not simulated by this endpoint: leave it out.`,
    });
  });
});

describe('grant tokens', () => {
  const GrantTokens = ['token'];
  const invalid = { name: 'InvalidGrantTokenException' };

  it('are invalid in every operation, because no grant gave them', async () => {
    const { CiphertextBlob } = await generate({});
    await expect(generate({ GrantTokens })).rejects.toMatchObject(invalid);
    await expect(aws.kms().send(new DecryptCommand({ CiphertextBlob, GrantTokens }))).rejects.toMatchObject(
      invalid,
    );
    await expect(
      aws.kms().send(new DescribeKeyCommand({ KeyId: keyArn, GrantTokens })),
    ).rejects.toMatchObject(invalid);
  });

  it('may be an empty list', async () => {
    expect((await generate({ GrantTokens: [] })).KeyId).toBe(keyArn);
  });
});
