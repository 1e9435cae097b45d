import { DecryptCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Authorisation } from '../../../local/authorisation/authorisation.ts';
import { keyArn, otherKeyArn } from '../../support/local-aws.ts';
import { type LocalKms, signingKeyArn, startLocalKms } from '../../support/local-kms.ts';

let decision: Authorisation;
let aws: LocalKms;
let CiphertextBlob: Uint8Array;
beforeEach(async () => {
  decision = { allowed: true };
  aws = await startLocalKms({ authorise: () => decision });
  const dataKey = await aws.kms().send(new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256' }));
  CiphertextBlob = dataKey.CiphertextBlob ?? new Uint8Array();
});
afterEach(() => aws.close());

/** The error a Decrypt meets when everything from a check on is wrong, so that the first check must be the one to tell. */
const errorName = (input: object): Promise<string> =>
  aws
    .kms()
    .send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { wrong: 'context' }, ...input }))
    .then(
      () => 'none',
      (error: unknown) => (error as Error).name,
    );

const unknownKey = keyArn.replace(/[^/]+$/, '00000000-0000-4000-8000-000000000000');

it('body, key, authorisation, key state, key usage, key of the ciphertext, ciphertext: each check comes before the next', async () => {
  decision = { allowed: false, because: 'identity' };
  aws.keys.setState(signingKeyArn, 'Disabled');
  expect(await errorName({ KeyId: unknownKey, CiphertextBlob: Buffer.alloc(6145) })).toBe(
    'ValidationException',
  );
  expect(await errorName({ KeyId: unknownKey })).toBe('NotFoundException');
  expect(await errorName({ KeyId: signingKeyArn })).toBe('AccessDeniedException');
  decision = { allowed: true };
  expect(await errorName({ KeyId: signingKeyArn })).toBe('DisabledException');
  aws.keys.setState(signingKeyArn, 'Enabled');
  expect(await errorName({ KeyId: signingKeyArn })).toBe('InvalidKeyUsageException');
  expect(await errorName({ KeyId: otherKeyArn })).toBe('IncorrectKeyException');
  expect(await errorName({ KeyId: keyArn, DryRun: true })).toBe('InvalidCiphertextException');
  expect(await errorName({ KeyId: keyArn, DryRun: true, EncryptionContext: {} })).toBe(
    'DryRunOperationException',
  );
  expect(await errorName({ KeyId: keyArn, EncryptionContext: {} })).toBe('none');
});
