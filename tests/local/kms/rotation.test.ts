import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DecryptCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolderVault } from '../../../local/kms/folder-vault.ts';
import { keyArn } from '../../support/local-aws.ts';
import { type LocalKms, startLocalKms } from '../../support/local-kms.ts';

const keyFile = '1234abcd-12ab-34cd-56ef-1234567890ab.json';

let folder: string;
let started: LocalKms[] = [];
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'keywatch-kms-')), 'kms');
});
afterEach(async () => {
  await Promise.all(started.map((aws) => aws.close()));
  started = [];
  await rm(join(folder, '..'), { recursive: true });
});

async function start(): Promise<LocalKms> {
  const aws = await startLocalKms({ vault: createFolderVault(folder), declarations: [{ arn: keyArn }] });
  started.push(aws);
  return aws;
}

const EncryptionContext = { keywatch: 'one' };
const generate = (aws: LocalKms) =>
  aws.kms().send(new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256', EncryptionContext }));
const decrypt = (aws: LocalKms, CiphertextBlob: Uint8Array | undefined) =>
  aws.kms().send(new DecryptCommand({ CiphertextBlob, KeyId: keyArn, EncryptionContext }));

describe('rotation', () => {
  it('encrypts with new key material and goes on decrypting what the old one encrypted', async () => {
    const aws = await start();
    const before = await generate(aws);
    const material = await aws.keys.rotate(keyArn);
    const after = await generate(aws);
    expect(material.id).toMatch(/^[0-9a-f]{64}$/);
    expect(after.KeyMaterialId).toBe(material.id);
    expect(before.KeyMaterialId).not.toBe(material.id);
    expect(await decrypt(aws, before.CiphertextBlob)).toMatchObject({ KeyMaterialId: before.KeyMaterialId });
    expect(await decrypt(aws, after.CiphertextBlob)).toMatchObject({ KeyMaterialId: material.id });
  });

  it('loses no material when it is asked for twice at once', async () => {
    const aws = await start();
    const rotated = await Promise.all([aws.keys.rotate(keyArn), aws.keys.rotate(keyArn)]);
    expect(aws.keys.all()[0]?.materials.slice(1)).toEqual(rotated);
    const again = await start();
    expect(again.keys.all()[0]?.materials).toEqual(aws.keys.all()[0]?.materials);
  });
});

describe('key material kept in a folder', () => {
  it('opens in the next run what was encrypted in this one, before and after a rotation', async () => {
    const first = await start();
    const before = await generate(first);
    await first.keys.rotate(keyArn);
    const after = await generate(first);
    const next = await start();
    expect((await decrypt(next, before.CiphertextBlob)).Plaintext).toEqual(before.Plaintext);
    expect((await decrypt(next, after.CiphertextBlob)).Plaintext).toEqual(after.Plaintext);
    expect((await generate(next)).KeyMaterialId).toBe(after.KeyMaterialId);
  });

  it('is readable by its owner only, and leaves no temporary file', async () => {
    const aws = await start();
    await aws.keys.rotate(keyArn);
    expect(await readdir(folder)).toEqual([keyFile]);
    expect((await stat(join(folder, keyFile))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('stays readable by its owner only when a temporary file of a killed run lies there with other rights', async () => {
    await start();
    await writeFile(join(folder, `${keyFile}.tmp`), 'half', { mode: 0o644 });
    const aws = await start();
    await aws.keys.rotate(keyArn);
    expect((await stat(join(folder, keyFile))).mode & 0o777).toBe(0o600);
    expect((await start()).keys.all()[0]?.materials).toHaveLength(2);
  });

  it.each<[string, (content: string) => string, string]>([
    ['cut off', (content) => content.slice(0, -10), 'it is not valid JSON'],
    ['empty', () => '', 'it is not valid JSON'],
    ['null', () => 'null', 'its format is not 1'],
    ['of a later format', (content) => content.replace('"format":1', '"format":2'), 'its format is not 1'],
    ["another key's", (content) => content.replace('1234abcd-', '0000abcd-'), 'it belongs to another key'],
    ['without material', (content) => content.replace(/\[.*\]/, '[]'), 'it holds no key material'],
    [
      'with a short key',
      (content) => content.replace(/"bytes":"[^"]*"/, '"bytes":"AAAA"'),
      'key material is not 32 bytes long',
    ],
    [
      'with a broken id',
      (content) => content.replace(/"id":"./, '"id":"x'),
      'an id is not 64 hexadecimal digits',
    ],
    [
      'with a broken date',
      (content) => content.replace(/"createdAt":"/, '"createdAt":"x'),
      'a creation date is not a date',
    ],
  ])('that is %s stops the start with one sentence, and is not overwritten', async (_, damage, reason) => {
    await start();
    const file = join(folder, keyFile);
    const content = await readFile(file, 'utf8');
    await writeFile(file, damage(content));
    await expect(start()).rejects.toMatchObject({
      code: 'KEY_MATERIAL_DAMAGED',
      message: `The key material in ${file} can't be read, because ${reason}: restore the file from a copy, or move it away to start with new key material (what was encrypted under the old one is then lost).`,
    });
    expect(await readFile(file, 'utf8')).toBe(damage(content));
    await writeFile(file, content);
    expect((await start()).keys.all()).toHaveLength(1);
  });

  it('that was lost makes old ciphertexts InvalidCiphertextException, not another error', async () => {
    const { CiphertextBlob } = await generate(await start());
    await rm(join(folder, keyFile));
    await expect(decrypt(await start(), CiphertextBlob)).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
    });
  });
});

describe('a ciphertext whose key is not declared any more', () => {
  it('is denied in the words AWS has for a key it does not know', async () => {
    const { CiphertextBlob } = await generate(await start());
    const without = await startLocalKms({ vault: createFolderVault(folder), declarations: [] });
    started.push(without);
    await expect(
      without.kms().send(new DecryptCommand({ CiphertextBlob, EncryptionContext })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message:
        'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
    });
  });
});
