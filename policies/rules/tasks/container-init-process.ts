import type { Rule } from '../../rule.ts';
import { at } from '../../values.ts';
import { eachContainer } from './containers.ts';

/** Node as process 1 gets no default handlers: a signal it does not handle is lost, and dead children stay. */
export const containerInitProcess: Rule = {
  id: 'container-init-process',
  sentence: 'An init process passes signals on to the service.',
  controls: ['field'],
  on: ['aws:ecs/taskDefinition:TaskDefinition'],
  check: eachContainer((container) =>
    at(container, 'linuxParameters', 'initProcessEnabled') === true
      ? undefined
      : 'linuxParameters.initProcessEnabled is not true; set it, or a stop may wait for the kill.',
  ),
};
