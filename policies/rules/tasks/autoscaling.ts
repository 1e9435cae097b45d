import type { Rule } from '../../rule.ts';
import { number, text } from '../../values.ts';

export const autoscaling: Rule = {
  id: 'autoscaling',
  sentence: 'The number of tasks follows the load.',
  controls: ['field'],
  on: ['aws:ecs/service:Service'],
  check: ({ properties }, stack) => {
    const targets = stack.find(
      'aws:appautoscaling/target:Target',
      (target) =>
        text(target.properties['resourceId']).endsWith(`/${text(properties['name'])}`) &&
        number(target.properties['minCapacity']) >= 1 &&
        number(target.properties['maxCapacity']) > number(target.properties['minCapacity']),
    );
    const policies = targets.flatMap((target) =>
      stack.find(
        'aws:appautoscaling/policy:Policy',
        (policy) => policy.properties['resourceId'] === target.properties['resourceId'],
      ),
    );
    return policies.length > 0
      ? undefined
      : 'Nothing changes desiredCount; declare a scaling Target of which maxCapacity exceeds minCapacity, and a Policy.';
  },
};
