import { AwsError } from '../endpoint/aws-error.ts';
import type { KeyState, KmsKey } from './kms-key.ts';

/*
 * KMS's errors in its own words, as recorded against AWS.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html
 */

export const notFound = (message: string): AwsError => new AwsError('NotFoundException', message);

/** Wrong encryption context, changed ciphertext, lost material: one error, and on the wire it has no message. */
export const invalidCiphertext = (): AwsError => new AwsError('InvalidCiphertextException');

export const incorrectKey = (): AwsError =>
  new AwsError(
    'IncorrectKeyException',
    'The key ID in the request does not identify a CMK that can perform this operation.',
  );

/** What a caller is told about a ciphertext whose key is not here; AWS answers it as a denial. */
export const unknownCiphertextKey = (): AwsError =>
  new AwsError(
    'AccessDeniedException',
    'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
  );

export const dryRun = (): AwsError =>
  new AwsError('DryRunOperationException', 'The request would have succeeded, but the DryRun option is set.');

export const validation = (message: string): AwsError => new AwsError('ValidationException', message);

export const throttled = (): AwsError =>
  new AwsError(
    'ThrottlingException',
    'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
  );

export const internal = (): AwsError =>
  new AwsError('KMSInternalException', 'An internal error occurred in KMS. You can retry your request.', 500);

/** Grants are not simulated, so every grant token is one that no grant gave. */
export const invalidGrantToken = (): AwsError =>
  new AwsError(
    'InvalidGrantTokenException',
    'No grant token is valid here: this endpoint does not simulate grants.',
  );

const stateErrors: Readonly<Record<Exclude<KeyState, 'Enabled'>, readonly [name: string, words: string]>> = {
  Disabled: ['DisabledException', 'is disabled.'],
  PendingDeletion: ['KMSInvalidStateException', 'is pending deletion.'],
  PendingImport: ['KMSInvalidStateException', 'is pending import.'],
  Unavailable: ['KMSInvalidStateException', 'is unavailable.'],
};

/** @throws AwsError unless the key is enabled. */
export function assertEnabled(key: KmsKey): void {
  if (key.keyState === 'Enabled') return;
  const [name, words] = stateErrors[key.keyState];
  throw new AwsError(name, `${key.arn} ${words}`);
}

/** @throws AwsError unless the key is one that encrypts. */
export function assertEncrypts(key: KmsKey, operation: string): void {
  if (key.keyUsage === 'ENCRYPT_DECRYPT') return;
  throw new AwsError(
    'InvalidKeyUsageException',
    `${key.arn} key usage is ${key.keyUsage} which is not valid for ${operation}.`,
  );
}
