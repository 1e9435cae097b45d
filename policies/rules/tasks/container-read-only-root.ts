import type { Rule } from '../../rule.ts';
import { at } from '../../values.ts';
import { eachContainer } from './containers.ts';

export const containerReadOnlyRoot: Rule = {
  id: 'container-read-only-root',
  sentence: "A container can't write to its own file system.",
  controls: ['FSBP ECS.5', 'CT.ECS.PR.6', 'CKV_AWS_336'],
  essential: 'non-root read-only container',
  on: ['aws:ecs/taskDefinition:TaskDefinition'],
  check: eachContainer((container) =>
    at(container, 'readonlyRootFilesystem') === true
      ? undefined
      : 'readonlyRootFilesystem is not true; set it, so that an intruder can leave nothing behind.',
  ),
};
