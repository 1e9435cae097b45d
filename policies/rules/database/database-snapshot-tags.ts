import type { Rule } from '../../rule.ts';
import { isTrue, requires } from '../../values.ts';

export const databaseSnapshotTags: Rule = {
  id: 'database-snapshot-tags',
  sentence: "A database's tags go with its snapshots.",
  controls: ['FSBP RDS.17', 'CKV2_AWS_60'],
  on: ['aws:rds/instance:Instance'],
  check: requires('copyTagsToSnapshot', isTrue, 'true', 'A snapshot then says whose it is.'),
};
