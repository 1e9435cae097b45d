import { refersTo } from '../../refers-to.ts';
import type { Rule } from '../../rule.ts';
import { at, list } from '../../values.ts';

export const taskSecurityGroup: Rule = {
  id: 'task-security-group',
  sentence: 'Tasks have a security group of their own.',
  controls: ['field'],
  essential: 'no public task',
  on: ['aws:ecs/service:Service'],
  check: ({ properties }, stack) => {
    const groups = list(at(properties, 'networkConfiguration', 'securityGroups'));
    const declared = groups.every(
      (id) => stack.find('aws:ec2/securityGroup:SecurityGroup', (group) => refersTo(id, group)).length > 0,
    );
    return groups.length > 0 && declared
      ? undefined
      : 'networkConfiguration.securityGroups names no security group of the stack; without one tasks fall into the default group of the VPC.';
  },
};
