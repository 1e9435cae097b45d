import { refersTo } from '../../refers-to.ts';
import type { Rule } from '../../rule.ts';
import { list } from '../../values.ts';

export const databaseSecurityGroup: Rule = {
  id: 'database-security-group',
  sentence: 'A database has a security group of its own.',
  controls: ['NAG RDS8', 'field'],
  essential: 'no public database',
  on: ['aws:rds/instance:Instance'],
  check: ({ properties }, stack) => {
    const groups = list(properties['vpcSecurityGroupIds']);
    const declared = groups.every(
      (id) => stack.find('aws:ec2/securityGroup:SecurityGroup', (group) => refersTo(id, group)).length > 0,
    );
    return groups.length > 0 && declared
      ? undefined
      : 'vpcSecurityGroupIds names no security group of the stack; without one the database falls into the default group of the VPC.';
  },
};
