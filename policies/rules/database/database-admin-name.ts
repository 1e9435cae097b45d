import type { Rule } from '../../rule.ts';
import { requires, text } from '../../values.ts';

export const databaseAdminName: Rule = {
  id: 'database-admin-name',
  sentence: "A database's first user has a name of its own.",
  controls: ['FSBP RDS.25'],
  on: ['aws:rds/instance:Instance'],
  check: requires(
    'username',
    (value) =>
      !['', 'admin', 'administrator', 'postgres', 'root', 'master', 'sa'].includes(text(value).toLowerCase()),
    'a name that is no default',
    'Default names are tried first.',
  ),
};
