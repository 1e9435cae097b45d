import { DecryptCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountId, keyArn, region, taskSessionArn } from '../../support/local-aws.ts';
import { type LocalKms, startLocalKms } from '../../support/local-kms.ts';

let aws: LocalKms;
beforeAll(async () => {
  aws = await startLocalKms();
});
afterAll(() => aws.close());

const generate = (KeyId: string) => aws.kms().send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
const arnPrefix = `arn:aws:kms:${region}:${accountId}`;

describe('a KeyId', () => {
  it.each([
    ['a key ARN', keyArn],
    ['a key id', '1234abcd-12ab-34cd-56ef-1234567890ab'],
    ['an alias', 'alias/keywatch-dev'],
    ['an alias ARN', `${arnPrefix}:alias/keywatch-dev`],
  ])('may be %s; the answer and the observed call name the key by its ARN', async (_, keyId) => {
    const { CiphertextBlob, KeyId, KeyMaterialId: keyMaterialId } = await generate(keyId);
    expect(KeyId).toBe(keyArn);
    expect((await aws.kms().send(new DecryptCommand({ CiphertextBlob, KeyId: keyId }))).KeyId).toBe(keyArn);
    expect(aws.calls.slice(-2)).toMatchObject([
      { operation: 'GenerateDataKey', resourceArn: keyArn, keyMaterialId },
      { operation: 'Decrypt', resourceArn: keyArn, keyMaterialId },
    ]);
  });

  it.each([
    ['alias/other', `Alias ${arnPrefix}:alias/other is not found.`],
    [`${arnPrefix}:alias/other`, `Alias ${arnPrefix}:alias/other is not found.`],
    [
      '00000000-0000-4000-8000-000000000000',
      `Key '${arnPrefix}:key/00000000-0000-4000-8000-000000000000' does not exist`,
    ],
    [
      'mrk-00000000000040008000000000000000',
      `Key '${arnPrefix}:key/mrk-00000000000040008000000000000000' does not exist`,
    ],
    ['1234ABCD-12AB-34CD-56EF-1234567890AB', "Invalid keyId '1234ABCD-12AB-34CD-56EF-1234567890AB'"],
    ['arn:aws:kms:nowhere', "Invalid keyId 'arn:aws:kms:nowhere'"],
    [keyArn.replace(region, 'us-east-1'), 'Invalid arn us-east-1'],
  ])('%s is not found', async (keyId, message) => {
    await expect(generate(keyId)).rejects.toMatchObject({ name: 'NotFoundException', message });
  });

  it.each([
    ['x00000000-0000-4000-8000-000000000000', 'something before it'],
    ['00000000-0000-4000-8000-000000000000x', 'something behind it'],
    ['0000000-0000-4000-8000-000000000000', 'a digit too few at the start'],
    ['00000000-000-4000-8000-000000000000', 'a digit too few in a group'],
    ['00000000-0000-4000-000000000000', 'a group too few'],
    ['00000000-0000-4000-8000-00000000000', 'a digit too few at the end'],
    ['mrk-0000000000004000800000000000000', 'a digit too few for several Regions'],
  ])('%s is no key id, with %s', async (keyId) => {
    await expect(generate(keyId)).rejects.toMatchObject({
      name: 'NotFoundException',
      message: `Invalid keyId '${keyId}'`,
    });
  });

  it('of another account is denied, whether it exists or not', async () => {
    const foreign = keyArn.replace(accountId, '444455556666');
    await expect(generate(foreign)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: ${taskSessionArn} is not authorized to perform: kms:GenerateDataKey on resource: ${foreign} because no resource-based policy allows the kms:GenerateDataKey action`,
    });
  });
});
