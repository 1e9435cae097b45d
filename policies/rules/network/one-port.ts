import type { Rule } from '../../rule.ts';
import { trafficOf, trafficTypes } from './traffic.ts';

export const onePort: Rule = {
  id: 'one-port',
  sentence: 'Each rule of a security group is for one port of one protocol.',
  controls: ['AWS-0104', 'AWS-0107', 'NAG EC27'],
  on: [...trafficTypes],
  check: (resource) =>
    trafficOf(resource)
      .filter(({ protocol, fromPort, toPort }) => !/^(?:tcp|udp|6|17)$/.test(protocol) || fromPort !== toPort)
      .map(
        ({ direction, protocol, fromPort, toPort }) =>
          `${direction} is open for protocol ${protocol}, ports ${fromPort} to ${toPort}; name one port that something listens on.`,
      ),
};
