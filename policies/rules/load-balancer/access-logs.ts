import type { Rule } from '../../rule.ts';
import { at, isStated } from '../../values.ts';

export const accessLogs: Rule = {
  id: 'access-logs',
  sentence: 'A load balancer logs who called.',
  controls: ['FSBP ELB.5', 'CKV_AWS_91', 'NAG ELB2', 'AG elb-logging'],
  on: ['aws:lb/loadBalancer:LoadBalancer'],
  check: ({ properties }) =>
    at(properties, 'accessLogs', 'enabled') === true && isStated(at(properties, 'accessLogs', 'bucket'))
      ? undefined
      : 'accessLogs are off; it takes enabled true and a bucket that Elastic Load Balancing may write to.',
};
