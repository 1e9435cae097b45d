import type { Rule } from '../../rule.ts';
import { refersTo } from '../../refers-to.ts';
import { text } from '../../values.ts';

const services = ['ecr.api', 'ecr.dkr'] as const;

/** @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-55 */
export const registryEndpoints: Rule = {
  id: 'registry-endpoints',
  sentence: 'A VPC reaches the image registry through endpoints of its own.',
  controls: ['FSBP EC2.10', 'FSBP EC2.55', 'FSBP EC2.56'],
  on: ['aws:ec2/vpc:Vpc'],
  check: (vpc, stack) =>
    services
      .filter(
        (service) =>
          stack.find(
            'aws:ec2/vpcEndpoint:VpcEndpoint',
            ({ properties }) =>
              text(properties['serviceName']).endsWith(`.${service}`) && refersTo(properties['vpcId'], vpc),
          ).length === 0,
      )
      .map(
        (service) =>
          `The VPC has no endpoint for ${service}; declare an interface endpoint (egress: endpoints does).`,
      ),
};
