import type { Rule } from '../../rule.ts';
import { at, isStated } from '../../values.ts';
import { eachContainer } from './containers.ts';

export const containerLog: Rule = {
  id: 'container-log',
  sentence: 'What a container prints is kept.',
  controls: ['FSBP ECS.9', 'NAG ECS7'],
  on: ['aws:ecs/taskDefinition:TaskDefinition'],
  check: eachContainer((container) => {
    const log = at(container, 'logConfiguration');
    return at(log, 'logDriver') === 'awslogs' && !isStated(at(log, 'options', 'awslogs-group'))
      ? 'logConfiguration names no awslogs-group; name a log group that the stack declares.'
      : isStated(at(log, 'logDriver'))
        ? undefined
        : 'logConfiguration is missing; set logDriver awslogs and its options.';
  }),
};
