import { randomBytes } from 'node:crypto';
import {
  DecryptCommand,
  type DecryptCommandInput,
  DescribeKeyCommand,
  GenerateDataKeyCommand,
  type GenerateDataKeyCommandInput,
  KMSClient,
  KMSServiceException,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyArn, otherKeyArn } from '../support/local-aws.ts';
import { startLocalKms } from '../support/local-kms.ts';

/** Where the suite runs. The keys must be symmetric and enabled, and the caller allowed to use both. */
interface Backend {
  readonly client: KMSClient;
  readonly keyArn: string;
  readonly otherKeyArn: string;
  readonly close: () => Promise<void>;
}

async function startLocalBackend(): Promise<Backend> {
  const local = await startLocalKms();
  return { client: local.kms(), keyArn, otherKeyArn, close: () => local.close() };
}

const awsKeyArn = process.env['KEYWATCH_CONTRACT_AWS_KEY_ARN'];
const awsOtherKeyArn = process.env['KEYWATCH_CONTRACT_AWS_OTHER_KEY_ARN'];
const hasAws = awsKeyArn !== undefined && awsOtherKeyArn !== undefined;

function startAwsBackend(): Promise<Backend> {
  const arn = awsKeyArn ?? '';
  const client = new KMSClient({ region: arn.split(':')[3] ?? '' });
  return Promise.resolve({
    client,
    keyArn: arn,
    otherKeyArn: awsOtherKeyArn ?? '',
    close: () => Promise.resolve(),
  });
}

/** An error as a caller sees it; `message` only if the body had one. */
interface KmsError {
  readonly name: string;
  readonly status: number | undefined;
  readonly message: string | undefined;
}

async function errorOf(call: Promise<unknown>): Promise<KmsError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof KMSServiceException))
    throw new Error('The call did not fail with a KMS error.', { cause: error });
  const message = error.message === 'UnknownError' ? undefined : error.message;
  return { name: error.name, status: error.$metadata.httpStatusCode, message };
}

const invalidCiphertext: KmsError = { name: 'InvalidCiphertextException', status: 400, message: undefined };

const validationError = (message: string): KmsError => ({
  name: 'ValidationException',
  status: 400,
  message: `1 validation error detected: ${message}`,
});

function kmsContract(start: () => Promise<Backend>): void {
  let kms: Backend;
  beforeAll(async () => {
    kms = await start();
  });
  afterAll(() => kms.close());

  const generate = (input: Partial<GenerateDataKeyCommandInput> = {}) =>
    kms.client.send(new GenerateDataKeyCommand({ KeyId: kms.keyArn, KeySpec: 'AES_256', ...input }));
  const decrypt = (input: Partial<DecryptCommandInput>) =>
    kms.client.send(new DecryptCommand({ CiphertextBlob: undefined, KeyId: kms.keyArn, ...input }));

  describe('GenerateDataKey', () => {
    it('answers 32 random bytes, their ciphertext, the key ARN and the id of the key material', async () => {
      const dataKey = await generate();
      expect(dataKey.Plaintext).toHaveLength(32);
      expect(dataKey.CiphertextBlob?.length).toBeLessThanOrEqual(6144);
      expect(dataKey.KeyId).toBe(kms.keyArn);
      expect(dataKey.KeyMaterialId).toMatch(/^[0-9a-f]{64}$/);
    });

    it('answers 16 bytes for AES_128 and as many as NumberOfBytes says', async () => {
      expect((await generate({ KeySpec: 'AES_128' })).Plaintext).toHaveLength(16);
      expect((await generate({ KeySpec: undefined, NumberOfBytes: 1024 })).Plaintext).toHaveLength(1024);
    });

    it('answers another data key and another ciphertext each time', async () => {
      const [one, two] = await Promise.all([generate(), generate()]);
      expect(one.Plaintext).not.toEqual(two.Plaintext);
      expect(one.CiphertextBlob).not.toEqual(two.CiphertextBlob);
    });

    it.each([
      ['neither KeySpec nor NumberOfBytes', { KeySpec: undefined }],
      ['both KeySpec and NumberOfBytes', { NumberOfBytes: 32 }],
    ])('refuses %s', async (_, input) => {
      expect(await errorOf(generate(input))).toEqual({
        name: 'ValidationException',
        status: 400,
        message: 'Please specify either number of bytes or key spec.',
      });
    });

    it('refuses more than 1024 bytes in the words of the constraint', async () => {
      expect(await errorOf(generate({ KeySpec: undefined, NumberOfBytes: 1025 }))).toEqual(
        validationError(
          "Value '1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024",
        ),
      );
    });

    it('says of a dry run that it would have succeeded', async () => {
      expect(await errorOf(generate({ DryRun: true }))).toMatchObject({
        name: 'DryRunOperationException',
        message: 'The request would have succeeded, but the DryRun option is set.',
      });
    });

    it('refuses a KeyId of the right form that no key has', async () => {
      const unknown = kms.keyArn.replace(/[^/]+$/, '00000000-0000-4000-8000-000000000000');
      expect(await errorOf(generate({ KeyId: unknown }))).toEqual({
        name: 'NotFoundException',
        status: 400,
        message: `Key '${unknown}' does not exist`,
      });
    });

    it('refuses a KeyId of no known form', async () => {
      expect(await errorOf(generate({ KeyId: 'key_id' }))).toEqual({
        name: 'NotFoundException',
        status: 400,
        message: "Invalid keyId 'key_id'",
      });
    });
  });

  describe('Decrypt', () => {
    it('answers the plaintext of a data key', async () => {
      const EncryptionContext = { keywatch: 'one' };
      const dataKey = await generate({ EncryptionContext });
      const opened = await decrypt({ CiphertextBlob: dataKey.CiphertextBlob, EncryptionContext });
      expect(Buffer.from(opened.Plaintext ?? [])).toEqual(Buffer.from(dataKey.Plaintext ?? []));
      expect(opened.KeyId).toBe(kms.keyArn);
      expect(opened.EncryptionAlgorithm).toBe('SYMMETRIC_DEFAULT');
      expect(opened.KeyMaterialId).toBe(dataKey.KeyMaterialId);
    });

    it('finds the key in the ciphertext when no KeyId is given', async () => {
      const { CiphertextBlob } = await generate();
      expect((await decrypt({ CiphertextBlob, KeyId: undefined })).KeyId).toBe(kms.keyArn);
    });

    it('takes the encryption context in any order', async () => {
      const { CiphertextBlob } = await generate({ EncryptionContext: { a: '1', b: '2' } });
      expect((await decrypt({ CiphertextBlob, EncryptionContext: { b: '2', a: '1' } })).KeyId).toBe(
        kms.keyArn,
      );
    });

    it.each<[string, Record<string, string>, Record<string, string> | undefined]>([
      ['another value', { a: 'one' }, { a: 'two' }],
      ['another case of a value', { a: 'one' }, { a: 'One' }],
      ['another case of a key', { a: 'one' }, { A: 'one' }],
      ['a missing pair', { a: 'one', b: 'two' }, { a: 'one' }],
      ['an extra pair', { a: 'one' }, { a: 'one', b: 'two' }],
      ['no context', { a: 'one' }, undefined],
      ['the same letters split elsewhere', { a: 'bc' }, { ab: 'c' }],
      ['values exchanged', { a: 'one', b: 'two' }, { a: 'two', b: 'one' }],
    ])('refuses %s in the encryption context, without a message', async (_, sealed, given) => {
      const { CiphertextBlob } = await generate({ EncryptionContext: sealed });
      expect(await errorOf(decrypt({ CiphertextBlob, EncryptionContext: given }))).toEqual(invalidCiphertext);
      expect((await decrypt({ CiphertextBlob, EncryptionContext: sealed })).KeyId).toBe(kms.keyArn);
    });

    it('refuses a ciphertext whose last bit was changed', async () => {
      const { CiphertextBlob = new Uint8Array() } = await generate();
      const changed = Uint8Array.from(CiphertextBlob, (byte, i) =>
        i === CiphertextBlob.length - 1 ? byte ^ 1 : byte,
      );
      expect(await errorOf(decrypt({ CiphertextBlob: changed }))).toEqual(invalidCiphertext);
    });

    it('refuses bytes that are no ciphertext', async () => {
      expect(await errorOf(decrypt({ CiphertextBlob: randomBytes(200) }))).toEqual(invalidCiphertext);
      expect(await errorOf(decrypt({ CiphertextBlob: Buffer.from('x'), KeyId: undefined }))).toEqual(
        invalidCiphertext,
      );
    });

    it('refuses a KeyId that is not the key of the ciphertext', async () => {
      const { CiphertextBlob } = await generate();
      expect(await errorOf(decrypt({ CiphertextBlob, KeyId: kms.otherKeyArn }))).toEqual({
        name: 'IncorrectKeyException',
        status: 400,
        message: 'The key ID in the request does not identify a CMK that can perform this operation.',
      });
    });

    it('refuses a ciphertext of more than 6144 bytes', async () => {
      expect(await errorOf(decrypt({ CiphertextBlob: Buffer.alloc(6145) }))).toEqual(
        validationError(
          "Value at 'ciphertextBlob' failed to satisfy constraint: Member must have length less than or equal to 6144",
        ),
      );
    });

    it('says of a dry run that it would have succeeded', async () => {
      const { CiphertextBlob } = await generate();
      expect(await errorOf(decrypt({ CiphertextBlob, DryRun: true }))).toMatchObject({
        name: 'DryRunOperationException',
        message: 'The request would have succeeded, but the DryRun option is set.',
      });
    });
  });

  describe('DescribeKey', () => {
    it('answers the metadata of an enabled symmetric key', async () => {
      const { KeyMetadata } = await kms.client.send(new DescribeKeyCommand({ KeyId: kms.keyArn }));
      expect(KeyMetadata).toMatchObject({
        Arn: kms.keyArn,
        AWSAccountId: kms.keyArn.split(':')[4],
        KeyId: kms.keyArn.split('/')[1],
        Enabled: true,
        KeyState: 'Enabled',
        KeyUsage: 'ENCRYPT_DECRYPT',
        KeySpec: 'SYMMETRIC_DEFAULT',
        EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
        KeyManager: 'CUSTOMER',
      });
      expect(KeyMetadata?.CreationDate).toBeInstanceOf(Date);
    });
  });
}

describe('KMS, the local endpoint', () => {
  kmsContract(startLocalBackend);
});

const whyNot = hasAws
  ? ''
  : ' (skipped: KEYWATCH_CONTRACT_AWS_KEY_ARN and KEYWATCH_CONTRACT_AWS_OTHER_KEY_ARN are not set)';

describe.skipIf(!hasAws)(`KMS, AWS itself${whyNot}`, () => {
  kmsContract(startAwsBackend);
});
