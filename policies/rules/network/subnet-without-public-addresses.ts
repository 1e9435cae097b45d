import type { Rule } from '../../rule.ts';
import { isTrue, requires } from '../../values.ts';

/** Of awsx's subnets only a deployment shows what its transforms made of them. */
export const subnetWithoutPublicAddresses: Rule = {
  id: 'subnet-without-public-addresses',
  sentence: 'A subnet gives no public address to whatever starts in it.',
  controls: ['FSBP EC2.15', 'CKV_AWS_130', 'AWS-0164'],
  on: ['aws:ec2/subnet:Subnet'],
  check: requires(
    'mapPublicIpOnLaunch',
    (value) => !isTrue(value),
    'false',
    'What needs a public address asks for one.',
  ),
};
