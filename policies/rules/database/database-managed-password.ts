import type { Rule } from '../../rule.ts';
import { isStated, isTrue } from '../../values.ts';

export const databaseManagedPassword: Rule = {
  id: 'database-managed-password',
  sentence: 'RDS makes, keeps and rotates the password; nobody else ever has it.',
  controls: ['FSBP SecretsManager.1', 'FSBP SecretsManager.4', 'NAG SMG4', 'field'],
  on: ['aws:rds/instance:Instance'],
  check: ({ properties: { manageMasterUserPassword, password } }) =>
    isTrue(manageMasterUserPassword) && !isStated(password)
      ? undefined
      : "manageMasterUserPassword is not true, or a password is given, which Pulumi's state then holds; it takes true and no password.",
};
