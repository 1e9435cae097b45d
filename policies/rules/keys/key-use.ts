import { covers, type Statement } from '../../policy-documents.ts';

/** What uses a key, as opposed to administering it. */
export const cryptographicActions = [
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyPair',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:Sign',
] as const;

/** What changes who may do what with a key, or ends it. */
const administrativeActions = ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:DisableKey'] as const;

export function uses(statement: Statement): boolean {
  return cryptographicActions.some((action) => covers(statement, action));
}

export function administers(statement: Statement): boolean {
  return administrativeActions.some((action) => covers(statement, action));
}
