import type { Rule } from '../../rule.ts';
import { isOpenToTheWorld, isTcpPort, trafficOf, trafficTypes } from './traffic.ts';

/** AWS's services have no addresses of their own to name, so TLS to anywhere is allowed and nothing else is. */
export const egressRestricted: Rule = {
  id: 'egress-restricted',
  sentence: 'A security group lets out named ports, and to the world TLS alone.',
  controls: ['AWS-0104', 'CKV_AWS_382'],
  on: [...trafficTypes],
  check: (resource) =>
    trafficOf(resource)
      .filter(({ direction }) => direction === 'egress')
      .filter((traffic) => (isOpenToTheWorld(traffic) ? !isTcpPort(traffic, 443) : traffic.protocol === '-1'))
      .map(
        ({ protocol, fromPort, toPort }) =>
          `Protocol ${protocol}, ports ${fromPort} to ${toPort} may leave for too many places; name the port and the security group it leads to, or 443 for AWS's services.`,
      ),
};
