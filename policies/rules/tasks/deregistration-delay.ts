import { refersTo } from '../../refers-to.ts';
import type { Rule } from '../../rule.ts';
import { at, list, number } from '../../values.ts';
import { containersOf } from './containers.ts';

/** AWS's default of 300 seconds holds up each deployment, and outlives a task that is killed long before. */
export const deregistrationDelay: Rule = {
  id: 'deregistration-delay',
  sentence: 'A target is let go before ECS kills its task.',
  controls: ['field'],
  on: ['aws:lb/targetGroup:TargetGroup'],
  check: (group, stack) => {
    const delay = number(group.properties['deregistrationDelay']);
    const services = stack.find('aws:ecs/service:Service', ({ properties }) =>
      list(properties['loadBalancers']).some((entry) => refersTo(at(entry, 'targetGroupArn'), group)),
    );
    const tasks = services.flatMap(({ properties }) =>
      stack.find('aws:ecs/taskDefinition:TaskDefinition', (task) =>
        refersTo(properties['taskDefinition'], task),
      ),
    );
    const timeouts = tasks.flatMap(containersOf).map((container) => number(at(container, 'stopTimeout')));
    return timeouts.every((timeout) => delay <= timeout)
      ? undefined
      : `deregistrationDelay is ${Number.isNaN(delay) ? 'not set, which is 300' : delay} seconds, stopTimeout ${timeouts.join(', ')}; it takes no more than that, or callers meet a task that is gone.`;
  },
};
