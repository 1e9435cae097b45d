import type { Call } from '../endpoint/aws-service.ts';
import {
  anything,
  blob,
  flag,
  oneOf,
  readMembers,
  required,
  text,
  textList,
  textMap,
} from '../endpoint/members.ts';
import { notSimulated, refuseMembers } from '../endpoint/not-simulated.ts';
import {
  type CiphertextBlob,
  maxCiphertextBytes,
  openCiphertext,
  readCiphertext,
} from './ciphertext-blob.ts';
import type { KeyStore } from './key-store.ts';
import {
  type KmsAction,
  type KmsActionOptions,
  assertKeyAuthorised,
  symmetricDefault,
} from './kms-action.ts';
import {
  assertEnabled,
  assertEncrypts,
  dryRun,
  incorrectKey,
  invalidCiphertext,
  invalidGrantToken,
  unknownCiphertextKey,
} from './kms-errors.ts';
import { type ResolvedKey, resolveKey } from './resolve-key.ts';

const members = {
  CiphertextBlob: required(blob({ min: 1, max: maxCiphertextBytes })),
  EncryptionContext: textMap,
  GrantTokens: textList({ max: 10 }),
  KeyId: text({ min: 1, max: 2048 }),
  EncryptionAlgorithm: oneOf([symmetricDefault, 'RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256', 'SM2PKE']),
  Recipient: anything,
  DryRun: flag,
  DryRunModifiers: anything,
};

const action = 'kms:Decrypt';

/** The key the request names, else the one the ciphertext refers to. */
function keyOf(
  keyId: string | undefined,
  ciphertext: CiphertextBlob | undefined,
  keys: KeyStore,
  call: Call,
): ResolvedKey {
  if (keyId !== undefined) return resolveKey(keyId, keys, call, action);
  if (!ciphertext) throw invalidCiphertext();
  const key = keys.byKeyId(ciphertext.keyId);
  if (!key) throw unknownCiphertextKey();
  return { key };
}

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html */
export const decrypt =
  ({ keys, authorise }: KmsActionOptions): KmsAction =>
  async (input, call, trace) => {
    const values = readMembers(input, members);
    refuseMembers(values, ['Recipient', 'DryRunModifiers']);
    if ((values.EncryptionAlgorithm ?? symmetricDefault) !== symmetricDefault) {
      throw notSimulated('EncryptionAlgorithm of asymmetric keys');
    }
    const ciphertext = readCiphertext(values.CiphertextBlob);
    const resolved = keyOf(values.KeyId, ciphertext, keys, call);
    const { key } = resolved;
    trace.resourceArn = key.arn;
    if (values.GrantTokens?.length) throw invalidGrantToken();
    const context = values.EncryptionContext ?? new Map<string, string>();
    await assertKeyAuthorised(authorise, call, action, resolved, context);
    assertEnabled(key);
    assertEncrypts(key, 'Decrypt');
    if (!ciphertext) throw invalidCiphertext();
    if (ciphertext.keyId !== key.keyId) throw incorrectKey();
    const material = key.materials.find(({ id }) => id === ciphertext.materialId);
    const plaintext = material && openCiphertext(ciphertext, material, context);
    if (!plaintext) throw invalidCiphertext();
    if (values.DryRun) throw dryRun();
    trace.keyMaterialId = material.id;
    return {
      Plaintext: plaintext,
      KeyId: key.arn,
      EncryptionAlgorithm: symmetricDefault,
      KeyMaterialId: material.id,
    };
  };
