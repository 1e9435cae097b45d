import type { Rule } from '../../rule.ts';
import { at } from '../../values.ts';

export const taskWithoutPublicAddress: Rule = {
  id: 'task-without-public-address',
  sentence: 'A task has no public address.',
  controls: ['FSBP ECS.2', 'CKV_AWS_333'],
  essential: 'no public task',
  on: ['aws:ecs/service:Service'],
  check: ({ properties }) =>
    at(properties, 'networkConfiguration', 'assignPublicIp') === true
      ? 'networkConfiguration.assignPublicIp is true; it takes false and a way out through NAT or endpoints.'
      : undefined,
};
