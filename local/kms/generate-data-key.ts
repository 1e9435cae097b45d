import { randomBytes } from 'node:crypto';
import {
  anything,
  flag,
  integer,
  oneOf,
  readMembers,
  required,
  text,
  textList,
  textMap,
} from '../endpoint/members.ts';
import { refuseMembers } from '../endpoint/not-simulated.ts';
import { sealCiphertext } from './ciphertext-blob.ts';
import { type KmsAction, type KmsActionOptions, assertKeyAuthorised } from './kms-action.ts';
import { assertEnabled, assertEncrypts, dryRun, invalidGrantToken, validation } from './kms-errors.ts';
import { currentMaterial } from './kms-key.ts';
import { resolveKey } from './resolve-key.ts';

const members = {
  KeyId: required(text({ min: 1, max: 2048 })),
  EncryptionContext: textMap,
  NumberOfBytes: integer({ min: 1, max: 1024 }),
  KeySpec: oneOf(['AES_256', 'AES_128']),
  GrantTokens: textList({ max: 10 }),
  Recipient: anything,
  DryRun: flag,
};

const keySpecBytes = { AES_256: 32, AES_128: 16 } as const;

function dataKeyBytes(
  numberOfBytes: number | undefined,
  keySpec: keyof typeof keySpecBytes | undefined,
): number {
  if (numberOfBytes !== undefined && keySpec === undefined) return numberOfBytes;
  if (numberOfBytes === undefined && keySpec !== undefined) return keySpecBytes[keySpec];
  throw validation('Please specify either number of bytes or key spec.');
}

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html */
export const generateDataKey =
  ({ keys, authorise }: KmsActionOptions): KmsAction =>
  async (input, call, trace) => {
    const values = readMembers(input, members);
    const bytes = dataKeyBytes(values.NumberOfBytes, values.KeySpec);
    refuseMembers(values, ['Recipient']);
    const action = 'kms:GenerateDataKey';
    const resolved = resolveKey(values.KeyId, keys, call, action);
    const { key } = resolved;
    trace.resourceArn = key.arn;
    if (values.GrantTokens?.length) throw invalidGrantToken();
    const context = values.EncryptionContext ?? new Map<string, string>();
    await assertKeyAuthorised(authorise, call, action, resolved, context);
    assertEnabled(key);
    assertEncrypts(key, 'GenerateDataKey');
    if (values.DryRun) throw dryRun();
    const material = currentMaterial(key);
    trace.keyMaterialId = material.id;
    const plaintext = randomBytes(bytes);
    return {
      CiphertextBlob: sealCiphertext(key.keyId, material, context, plaintext),
      Plaintext: plaintext,
      KeyId: key.arn,
      KeyMaterialId: material.id,
    };
  };
