import type { Rule } from '../../rule.ts';
import { at, text } from '../../values.ts';
import { eachContainer } from './containers.ts';

export const containerNonRoot: Rule = {
  id: 'container-non-root',
  sentence: 'A container runs as a user that is not root.',
  controls: ['FSBP ECS.20', 'CT.ECS.PR.3', 'field'],
  essential: 'non-root read-only container',
  on: ['aws:ecs/taskDefinition:TaskDefinition'],
  check: eachContainer((container) =>
    /^(?!0+(?::|$)|root(?::|$)).+/.test(text(at(container, 'user')))
      ? undefined
      : `user is ${text(at(container, 'user')) || 'not set'}; it takes a user other than root, for example 1000:1000.`,
  ),
};
