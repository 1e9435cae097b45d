import type { Rule } from '../../rule.ts';
import { list, number, problem } from '../../values.ts';

export const healthCheckGrace: Rule = {
  id: 'health-check-grace',
  sentence: 'A task has time to start before its health is judged.',
  controls: ['field'],
  on: ['aws:ecs/service:Service'],
  check: ({ properties: { loadBalancers, healthCheckGracePeriodSeconds: seconds } }) =>
    list(loadBalancers).length === 0 || number(seconds) > 0
      ? undefined
      : problem(
          'healthCheckGracePeriodSeconds',
          seconds,
          'more than 0',
          'ECS kills a task that is still starting.',
        ),
};
