import type { Rule } from '../../rule.ts';
import { isTrue, requires } from '../../values.ts';

export const invalidHeadersDropped: Rule = {
  id: 'invalid-headers-dropped',
  sentence: 'A load balancer drops headers that are none.',
  controls: ['FSBP ELB.4', 'CKV_AWS_131', 'AWS-0052'],
  on: ['aws:lb/loadBalancer:LoadBalancer'],
  check: requires('dropInvalidHeaderFields', isTrue, 'true', 'Such headers are how requests are smuggled.'),
};
