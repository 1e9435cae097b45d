import type { Rule } from '../../rule.ts';
import { isTrue, requires } from '../../values.ts';

export const databaseIamLogin: Rule = {
  id: 'database-iam-login',
  sentence: 'People can sign in to a database with their role instead of a password.',
  controls: ['FSBP RDS.10', 'CKV_AWS_161', 'AWS-0176'],
  on: ['aws:rds/instance:Instance'],
  check: requires(
    'iamDatabaseAuthenticationEnabled',
    isTrue,
    'true',
    'A shared password tells nobody apart.',
  ),
};
