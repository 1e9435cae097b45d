import type { Rule } from '../../rule.ts';
import { at } from '../../values.ts';

export const circuitBreaker: Rule = {
  id: 'circuit-breaker',
  sentence: 'A deployment that fails ends by itself and goes back.',
  controls: ['field'],
  on: ['aws:ecs/service:Service'],
  check: ({ properties }) =>
    ['enable', 'rollback']
      .filter((setting) => at(properties, 'deploymentCircuitBreaker', setting) !== true)
      .map(
        (setting) =>
          `deploymentCircuitBreaker.${setting} is not true; set it, or ECS tries the broken version for ever.`,
      ),
};
