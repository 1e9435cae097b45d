import type { Rule } from '../../rule.ts';
import { number, problem } from '../../values.ts';

const fewestDays = 7;

export const databaseBackups: Rule = {
  id: 'database-backups',
  sentence: `A database can be restored to any time of the last ${fewestDays} days, even after it was deleted.`,
  controls: ['FSBP RDS.11', 'CKV_AWS_133', 'AWS-0077'],
  essential: 'backups',
  on: ['aws:rds/instance:Instance'],
  check: ({ properties: { backupRetentionPeriod: days, deleteAutomatedBackups } }) => [
    ...(number(days) >= fewestDays
      ? []
      : [
          problem(
            'backupRetentionPeriod',
            days,
            `${fewestDays} or more`,
            'A mistake is not always seen the same day.',
          ),
        ]),
    ...(deleteAutomatedBackups === false
      ? []
      : [
          problem(
            'deleteAutomatedBackups',
            deleteAutomatedBackups,
            'false',
            'The default deletes them with the database.',
          ),
        ]),
  ],
};
