import type { Rule } from '../../rule.ts';
import type { StackView } from '../../stack-view.ts';
import { list, number } from '../../values.ts';
import { redirectsToHttps } from '../load-balancer/redirects-to-https.ts';
import { isOpenToTheWorld, isTcpPort, trafficOf, trafficTypes, type Traffic } from './traffic.ts';

export const ingressFromAnywhere: Rule = {
  id: 'ingress-from-anywhere',
  sentence: 'Only a load balancer is open to the world, on 443, and on 80 to redirect there.',
  controls: ['FSBP EC2.18', 'FSBP EC2.19', 'NAG EC23', 'NAG EC27', 'AWS-0107'],
  on: [...trafficTypes],
  check: (resource, stack) =>
    trafficOf(resource)
      .filter((traffic) => traffic.direction === 'ingress' && isOpenToTheWorld(traffic))
      .filter((traffic) => !isAllowed(traffic, stack))
      .map(
        ({ fromPort, toPort }) =>
          `Everybody may connect to ports ${fromPort} to ${toPort}; only a load balancer's port 443 may be open to 0.0.0.0/0, and its port 80 if it redirects. Name the callers' addresses or their security group.`,
      ),
};

function isAllowed(traffic: Traffic, stack: StackView): boolean {
  const port = [443, 80].find((candidate) => isTcpPort(traffic, candidate));
  if (port === undefined) return false;
  const balanced = stack.find('aws:lb/loadBalancer:LoadBalancer', ({ properties }) =>
    list(properties['securityGroups']).includes(traffic.groupId),
  );
  if (balanced.length === 0 || port === 443) return balanced.length > 0;
  const listeners = stack.find(
    'aws:lb/listener:Listener',
    ({ properties }) => number(properties['port']) === 80,
  );
  return listeners.length > 0 && listeners.every(redirectsToHttps);
}
