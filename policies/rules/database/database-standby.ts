import type { Rule } from '../../rule.ts';
import { isTrue, requires } from '../../values.ts';

export const databaseStandby: Rule = {
  id: 'database-standby',
  sentence: 'A database has a standby in another zone.',
  controls: ['FSBP RDS.5', 'CKV_AWS_157', 'NAG RDS3', 'AG rds-multi-az'],
  on: ['aws:rds/instance:Instance'],
  check: requires('multiAz', isTrue, 'true', 'Without one, a failed zone is an outage until a restore.'),
};
