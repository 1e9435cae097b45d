import { describe, expect, it } from 'vitest';
import { createMemoryVault } from '../../../local/kms/key-material-vault.ts';
import { type KeyStore, createKeyStore } from '../../../local/kms/key-store.ts';
import type { KeyDeclaration } from '../../../local/kms/kms-key.ts';
import { accountId, keyArn, otherKeyArn, region } from '../../support/local-aws.ts';

const open = (...declarations: KeyDeclaration[]): Promise<KeyStore> =>
  createKeyStore({ accountId, region, declarations, vault: createMemoryVault(), nowMs: () => 0 });

const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab';

describe('a declared key', () => {
  it('is as it was declared', async () => {
    const declared = {
      description: 'Secrets',
      keyUsage: 'SIGN_VERIFY',
      aliases: ['alias/keywatch-dev'],
      multiRegion: true,
      keyState: 'Disabled',
    } as const;
    const keys = await open({ arn: keyArn, ...declared });
    expect(keys.byKeyId(keyId)).toMatchObject({ arn: keyArn, keyId, accountId, region, ...declared });
  });

  it('is an enabled one for encryption in one Region when nothing else is said', async () => {
    expect((await open({ arn: keyArn })).byKeyId(keyId)).toMatchObject({
      description: '',
      keyUsage: 'ENCRYPT_DECRYPT',
      aliases: [],
      multiRegion: false,
      keyState: 'Enabled',
      deletionAtMs: undefined,
    });
  });

  it.each([
    ['an alias', keyArn.replace('key/', 'alias/')],
    ['another service', keyArn.replace(':kms:', ':s3:')],
    ['no account', keyArn.replace(accountId, '')],
    ['an account of 13 digits', keyArn.replace(accountId, `${accountId}0`)],
    ['something before it', `x${keyArn}`],
    ['something behind it', `${keyArn}/more`],
  ])('is refused with an ARN of %s', async (_, arn) => {
    await expect(open({ arn })).rejects.toThrow(`'${arn}' is not a key ARN`);
  });
});

describe('a key that is not there', () => {
  it('changes no state and gets no material; those there are told', async () => {
    const keys = await open({ arn: keyArn });
    const told = `There is no key ${otherKeyArn}; there are: ${keyArn}.`;
    expect(() => keys.setState(otherKeyArn, 'Disabled')).toThrow(told);
    await expect(Promise.resolve().then(() => keys.rotate(otherKeyArn))).rejects.toThrow(told);
  });
});
