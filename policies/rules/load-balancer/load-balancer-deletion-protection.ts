import type { Rule } from '../../rule.ts';
import { isTrue, requires } from '../../values.ts';

export const loadBalancerDeletionProtection: Rule = {
  id: 'load-balancer-deletion-protection',
  sentence: 'A load balancer refuses to be deleted.',
  controls: ['FSBP ELB.6', 'CKV_AWS_150', 'AG elb-deletion-protection'],
  essential: 'deletion protection',
  on: ['aws:lb/loadBalancer:LoadBalancer'],
  check: requires('enableDeletionProtection', isTrue, 'true', 'A new one has another address.'),
};
