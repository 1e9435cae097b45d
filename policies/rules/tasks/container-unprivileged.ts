import type { Rule } from '../../rule.ts';
import { at, text } from '../../values.ts';
import { eachContainer } from './containers.ts';

export const containerUnprivileged: Rule = {
  id: 'container-unprivileged',
  sentence: "A container has none of its host's rights, nor sees the host's processes.",
  controls: ['FSBP ECS.3', 'FSBP ECS.4', 'CT.ECS.PR.11', 'CKV_AWS_334', 'CKV_AWS_335'],
  essential: 'non-root read-only container',
  on: ['aws:ecs/taskDefinition:TaskDefinition'],
  check: eachContainer((container, task) => [
    ...(at(container, 'privileged') === true ? ['privileged is true; it takes false.'] : []),
    ...(text(task.properties['pidMode']) === 'host' ? ['pidMode is host; it takes task, or nothing.'] : []),
  ]),
};
