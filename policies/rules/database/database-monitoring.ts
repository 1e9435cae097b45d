import type { Rule } from '../../rule.ts';
import { isStated, number } from '../../values.ts';

export const databaseMonitoring: Rule = {
  id: 'database-monitoring',
  sentence: "A database reports its operating system's load.",
  controls: ['FSBP RDS.6', 'CKV_AWS_118'],
  on: ['aws:rds/instance:Instance'],
  check: ({ properties: { monitoringInterval, monitoringRoleArn } }) =>
    number(monitoringInterval) > 0 && isStated(monitoringRoleArn)
      ? undefined
      : 'monitoringInterval and monitoringRoleArn are not both set; it takes seconds between reports and a role to write them.',
};
