import type { Rule } from '../../rule.ts';
import { at, problem } from '../../values.ts';
import { eachContainer } from './containers.ts';

/**
 * A request is answered only after its line is written, so that each KMS call in the trail has one.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 */
export const containerLogBlocking: Rule = {
  id: 'container-log-blocking',
  sentence: 'No line of the log is dropped under pressure.',
  controls: ['field'],
  on: ['aws:ecs/taskDefinition:TaskDefinition'],
  check: eachContainer((container) => {
    const mode = at(container, 'logConfiguration', 'options', 'mode');
    return mode === 'blocking'
      ? undefined
      : problem('logConfiguration.options.mode', mode, 'blocking', "ECS's default drops lines since 2025.");
  }),
};
