import type { Rule } from '../../rule.ts';
import { isStated, isTrue } from '../../values.ts';

export const databaseEncrypted: Rule = {
  id: 'database-encrypted',
  sentence: "A database's storage is encrypted with a key of the account.",
  controls: ['FSBP RDS.3', 'CIS 3.2.1', 'CKV_AWS_16', 'AWS-0080', 'NAG RDS2', 'AG rds-storage-encrypted'],
  essential: 'encryption at rest',
  on: ['aws:rds/instance:Instance'],
  check: ({ properties: { storageEncrypted, kmsKeyId } }) =>
    isTrue(storageEncrypted) && isStated(kmsKeyId)
      ? undefined
      : 'storageEncrypted and kmsKeyId are not both set; it takes true and a customer managed key, and no later change can add them.',
};
