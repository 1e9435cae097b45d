import { refersTo } from '../../refers-to.ts';
import type { Rule } from '../../rule.ts';
import { isStated } from '../../values.ts';

/** @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6 */
export const vpcFlowLog: Rule = {
  id: 'vpc-flow-log',
  sentence: 'A VPC logs at least the connections it rejects.',
  controls: ['FSBP EC2.6', 'CIS 4.7', 'AWS-0178', 'NAG VPC7'],
  on: ['aws:ec2/vpc:Vpc'],
  check: (vpc, stack) => {
    const logs = stack.find('aws:ec2/flowLog:FlowLog', ({ properties }) =>
      refersTo(properties['vpcId'], vpc),
    );
    const isKept = logs.some(
      ({ properties: { trafficType, logDestination } }) =>
        ['REJECT', 'ALL'].includes(String(trafficType)) && isStated(logDestination),
    );
    return isKept
      ? undefined
      : 'No flow log records what the VPC rejects; declare a FlowLog with this vpcId, trafficType REJECT or ALL, and a logDestination.';
  },
};
