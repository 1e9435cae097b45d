import type { Rule } from '../../rule.ts';
import { requires } from '../../values.ts';

/**
 * `strictest` passes the published controls too, and answers 400 to a GET with a body, which callers send.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode
 */
export const desyncMode: Rule = {
  id: 'desync-mode',
  sentence:
    'A load balancer refuses requests that two servers would read differently, and lets a GET have a body.',
  controls: ['FSBP ELB.12', 'CKV_AWS_328', 'field'],
  on: ['aws:lb/loadBalancer:LoadBalancer'],
  check: requires(
    'desyncMitigationMode',
    (value) => value === 'defensive',
    'defensive',
    'monitor lets smuggled requests pass; strictest answers 400 to a GET with a body.',
  ),
};
