import type { Rule } from '../../rule.ts';
import { list, requires } from '../../values.ts';

export const twoZones: Rule = {
  id: 'two-zones',
  sentence: 'A load balancer stands in two Availability Zones or more.',
  controls: ['FSBP ELB.13'],
  on: ['aws:lb/loadBalancer:LoadBalancer'],
  check: requires(
    'subnets',
    (value) => new Set(list(value)).size >= 2,
    'two subnets or more, each in a zone of its own',
    'One zone can fail.',
  ),
};
