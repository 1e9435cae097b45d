import type { Rule } from '../../rule.ts';
import { isStated, isTrue } from '../../values.ts';

export const databaseFinalSnapshot: Rule = {
  id: 'database-final-snapshot',
  sentence: 'Deleting a database leaves a snapshot.',
  controls: ['CKV2_AWS_60', 'FSBP RDS.11'],
  essential: 'backups',
  on: ['aws:rds/instance:Instance'],
  check: ({ properties: { skipFinalSnapshot, finalSnapshotIdentifier } }) =>
    !isTrue(skipFinalSnapshot) && isStated(finalSnapshotIdentifier)
      ? undefined
      : 'No final snapshot is taken; it takes skipFinalSnapshot false and a finalSnapshotIdentifier.',
};
