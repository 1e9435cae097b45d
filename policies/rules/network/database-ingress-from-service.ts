import type { Rule } from '../../rule.ts';
import { list, number } from '../../values.ts';
import { trafficOf, trafficTypes } from './traffic.ts';

export const databaseIngressFromService: Rule = {
  id: 'database-ingress-from-service',
  sentence: 'A database is reached from named security groups, on its port alone.',
  controls: ['NAG RDS8', 'FSBP EC2.19', 'AWS-0107'],
  essential: 'no public database',
  on: [...trafficTypes],
  check: (resource, stack) =>
    trafficOf(resource)
      .filter(({ direction }) => direction === 'ingress')
      .flatMap(({ groupId, cidrs, fromPort, toPort }) => {
        const databases = stack.find('aws:rds/instance:Instance', ({ properties }) =>
          list(properties['vpcSecurityGroupIds']).includes(groupId),
        );
        return databases.flatMap(({ properties }) => [
          ...(cidrs.length === 0
            ? []
            : [
                `${cidrs.join(', ')} may reach the database; name the security group of its clients instead.`,
              ]),
          ...([fromPort, toPort].every((port) => port === number(properties['port']))
            ? []
            : [
                `Ports ${fromPort} to ${toPort} are open; the database listens on ${String(properties['port'])} alone.`,
              ]),
        ]);
      }),
};
