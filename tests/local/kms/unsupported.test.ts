import {
  DecryptCommand,
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
  it('are invalid, because no grant gave them; none at all is fine', async () => {
    await expect(generate({ GrantTokens: ['token'] })).rejects.toMatchObject({
      name: 'InvalidGrantTokenException',
    });
    expect((await generate({ GrantTokens: [] })).KeyId).toBe(keyArn);
  });
});
