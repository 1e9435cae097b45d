import type { Rule } from '../../rule.ts';
import { isTrue, requires } from '../../values.ts';

export const databasePrivate: Rule = {
  id: 'database-private',
  sentence: 'A database has no public address.',
  controls: ['FSBP RDS.2', 'CIS 3.2.3', 'CKV_AWS_17', 'AWS-0180', 'NAG RDS2'],
  essential: 'no public database',
  on: ['aws:rds/instance:Instance'],
  check: requires('publiclyAccessible', (value) => !isTrue(value), 'false', 'Its clients are in the VPC.'),
};
