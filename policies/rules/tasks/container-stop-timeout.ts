import type { Rule } from '../../rule.ts';
import { at, number } from '../../values.ts';
import { eachContainer } from './containers.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html */
const longestSeconds = 120;

export const containerStopTimeout: Rule = {
  id: 'container-stop-timeout',
  sentence: 'A container says how long it takes to finish what is in flight.',
  controls: ['CT.ECS.PR.12', 'field'],
  on: ['aws:ecs/taskDefinition:TaskDefinition'],
  check: eachContainer((container) => {
    const seconds = number(at(container, 'stopTimeout'));
    return seconds >= 2 && seconds <= longestSeconds
      ? undefined
      : `stopTimeout is ${Number.isNaN(seconds) ? 'not set' : seconds}; Fargate takes 2 to ${longestSeconds} seconds, and it has to outlast the longest request.`;
  }),
};
