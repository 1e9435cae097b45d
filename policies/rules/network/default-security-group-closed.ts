import type { Rule } from '../../rule.ts';
import { refersTo } from '../../refers-to.ts';
import { list } from '../../values.ts';

export const defaultSecurityGroupClosed: Rule = {
  id: 'default-security-group-closed',
  sentence: "A VPC's default security group lets nothing in and nothing out.",
  controls: ['FSBP EC2.2', 'CKV2_AWS_12', 'AWS-0173'],
  on: ['aws:ec2/vpc:Vpc'],
  check: (vpc, stack) => {
    const [group] = stack.find('aws:ec2/defaultSecurityGroup:DefaultSecurityGroup', ({ properties }) =>
      refersTo(properties['vpcId'], vpc),
    );
    if (group === undefined)
      return 'The default security group stays as AWS made it, open within the group and outwards; declare a DefaultSecurityGroup without rules.';
    return ['ingress', 'egress'].flatMap((direction) =>
      list(group.properties[direction]).length === 0
        ? []
        : [
            `The default security group has ${direction} rules; it takes none, since what names no group falls into it.`,
          ],
    );
  },
};
