import { DecryptCommand, DescribeKeyCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyArn } from '../../support/local-aws.ts';
import { type LocalKms, signingKeyArn, startLocalKms } from '../../support/local-kms.ts';

let aws: LocalKms;
let CiphertextBlob: Uint8Array;
beforeEach(async () => {
  aws = await startLocalKms();
  const dataKey = await aws.kms().send(new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256' }));
  CiphertextBlob = dataKey.CiphertextBlob ?? new Uint8Array();
});
afterEach(() => aws.close());

const decrypt = (input: object = {}) => aws.kms().send(new DecryptCommand({ CiphertextBlob, ...input }));
const generate = (KeyId = keyArn) =>
  aws.kms().send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));

describe('a key that is', () => {
  it.each([
    ['Disabled', 'DisabledException', 'is disabled.'],
    ['PendingDeletion', 'KMSInvalidStateException', 'is pending deletion.'],
    ['PendingImport', 'KMSInvalidStateException', 'is pending import.'],
    ['Unavailable', 'KMSInvalidStateException', 'is unavailable.'],
  ] as const)('%s answers %s until it is enabled again', async (keyState, name, words) => {
    aws.keys.setState(keyArn, keyState);
    const error = { name, message: `${keyArn} ${words}`, $metadata: { httpStatusCode: 400 } };
    await expect(decrypt()).rejects.toMatchObject(error);
    await expect(generate()).rejects.toMatchObject(error);
    aws.keys.setState(keyArn, 'Enabled');
    expect((await decrypt()).KeyId).toBe(keyArn);
    expect((await generate()).KeyId).toBe(keyArn);
  });

  it('pending deletion is still described, with its deletion date', async () => {
    aws.keys.setState(keyArn, 'PendingDeletion', Date.parse('2026-02-01T00:00:00Z'));
    const { KeyMetadata } = await aws.kms().send(new DescribeKeyCommand({ KeyId: keyArn }));
    expect(KeyMetadata).toMatchObject({
      Enabled: false,
      KeyState: 'PendingDeletion',
      DeletionDate: new Date('2026-02-01T00:00:00Z'),
    });
  });

  it('for signing answers InvalidKeyUsageException', async () => {
    await expect(generate(signingKeyArn)).rejects.toMatchObject({
      name: 'InvalidKeyUsageException',
      message: `${signingKeyArn} key usage is SIGN_VERIFY which is not valid for GenerateDataKey.`,
    });
    await expect(decrypt({ KeyId: signingKeyArn })).rejects.toMatchObject({
      name: 'InvalidKeyUsageException',
      message: `${signingKeyArn} key usage is SIGN_VERIFY which is not valid for Decrypt.`,
    });
  });
});

describe('setting the state of a key that is not declared', () => {
  it('names the keys there are', () => {
    expect(() => aws.keys.setState(`${keyArn.slice(0, -1)}0`, 'Disabled')).toThrow(keyArn);
  });
});
