import { readMembers, required, text, textList } from '../endpoint/members.ts';
import {
  type KmsAction,
  type KmsActionOptions,
  assertKeyAuthorised,
  symmetricDefault,
} from './kms-action.ts';
import { invalidGrantToken } from './kms-errors.ts';
import { type KmsKey, currentMaterial } from './kms-key.ts';
import { resolveKey } from './resolve-key.ts';

const members = { KeyId: required(text({ min: 1, max: 2048 })), GrantTokens: textList({ max: 10 }) };

/** Members that say how a key encrypts; keys of other usages have others, which are not simulated. */
const encryptionMembers = (key: KmsKey): Readonly<Record<string, unknown>> =>
  key.keyUsage === 'ENCRYPT_DECRYPT'
    ? {
        CustomerMasterKeySpec: symmetricDefault,
        KeySpec: symmetricDefault,
        EncryptionAlgorithms: [symmetricDefault],
        CurrentKeyMaterialId: currentMaterial(key).id,
      }
    : {};

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
export const describeKey =
  ({ keys, authorise }: KmsActionOptions): KmsAction =>
  async (input, call, trace) => {
    const values = readMembers(input, members);
    const action = 'kms:DescribeKey';
    const resolved = resolveKey(values.KeyId, keys, call, action);
    const { key } = resolved;
    trace.resourceArn = key.arn;
    if (values.GrantTokens?.length) throw invalidGrantToken();
    await assertKeyAuthorised(authorise, call, action, resolved);
    return {
      KeyMetadata: {
        AWSAccountId: key.accountId,
        KeyId: key.keyId,
        Arn: key.arn,
        CreationDate: new Date(key.materials[0]?.createdAtMs ?? 0),
        Enabled: key.keyState === 'Enabled',
        Description: key.description,
        KeyUsage: key.keyUsage,
        KeyState: key.keyState,
        DeletionDate: key.deletionAtMs === undefined ? undefined : new Date(key.deletionAtMs),
        Origin: 'AWS_KMS',
        KeyManager: 'CUSTOMER',
        MultiRegion: key.multiRegion,
        ...encryptionMembers(key),
      },
    };
  };
