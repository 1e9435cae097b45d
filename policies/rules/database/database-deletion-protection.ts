import type { Rule } from '../../rule.ts';
import { isTrue, requires } from '../../values.ts';

export const databaseDeletionProtection: Rule = {
  id: 'database-deletion-protection',
  sentence: 'A database refuses to be deleted.',
  controls: ['FSBP RDS.8', 'CKV_AWS_293', 'AWS-0177', 'NAG RDS10'],
  essential: 'deletion protection',
  on: ['aws:rds/instance:Instance'],
  check: requires('deletionProtection', isTrue, 'true', 'Who means to delete it, takes that away first.'),
};
