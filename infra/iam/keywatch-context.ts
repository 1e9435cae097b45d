/**
 * Exactly one encryption-context key, `keywatch`, and not without: `ForAllValues` alone is also true for a
 * request that carries no encryption context at all.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context-keys
 */
export const onlyWithKeywatchContext = {
  'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['keywatch'] },
  Null: { 'kms:EncryptionContextKeys': 'false' },
} as const;

/** The KMS operations of the service, one for encrypting and one for decrypting. */
export const serviceKeyActions = ['kms:Decrypt', 'kms:GenerateDataKey'] as const;
