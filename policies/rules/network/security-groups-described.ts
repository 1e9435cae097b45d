import type { Rule } from '../../rule.ts';
import { text } from '../../values.ts';
import { trafficOf, trafficTypes } from './traffic.ts';

/** What the provider writes where nothing is given. */
const placeholder = 'Managed by Pulumi';

export const securityGroupsDescribed: Rule = {
  id: 'security-groups-described',
  sentence: 'A security group and each of its rules say what they are for.',
  controls: ['CKV_AWS_23', 'AWS-0099', 'AWS-0124'],
  on: [...trafficTypes],
  check: (resource) => {
    const descriptions = [
      ...(resource.type === 'aws:ec2/securityGroup:SecurityGroup'
        ? [text(resource.properties['description'])]
        : []),
      ...trafficOf(resource).map(({ description }) => description),
    ];
    return descriptions.every((description) => description !== '' && description !== placeholder)
      ? undefined
      : 'description is missing; say who connects to what, so that a reviewer can tell a mistake from a purpose.';
  },
};
