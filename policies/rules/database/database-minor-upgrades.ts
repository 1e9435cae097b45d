import type { Rule } from '../../rule.ts';
import { isTrue, requires } from '../../values.ts';

export const databaseMinorUpgrades: Rule = {
  id: 'database-minor-upgrades',
  sentence: "A database takes its version's security fixes by itself.",
  controls: ['FSBP RDS.13', 'CIS 3.2.2', 'CKV_AWS_226'],
  on: ['aws:rds/instance:Instance'],
  check: requires('autoMinorVersionUpgrade', isTrue, 'true', 'Minor versions are fixes.'),
};
