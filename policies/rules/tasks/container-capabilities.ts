import type { Rule } from '../../rule.ts';
import { at, list, texts } from '../../values.ts';
import { eachContainer } from './containers.ts';

export const containerCapabilities: Rule = {
  id: 'container-capabilities',
  sentence: 'A container gives up every Linux capability.',
  controls: ['CT.ECS.PR.11', 'AWS-0036'],
  on: ['aws:ecs/taskDefinition:TaskDefinition'],
  check: eachContainer((container) => {
    const capabilities = at(container, 'linuxParameters', 'capabilities');
    return [
      ...(texts(at(capabilities, 'drop')).includes('ALL')
        ? []
        : [
            'linuxParameters.capabilities.drop lacks ALL; a service that listens above port 1023 needs none.',
          ]),
      ...(list(at(capabilities, 'add')).length === 0
        ? []
        : ['linuxParameters.capabilities.add gives some back; it takes none.']),
    ];
  }),
};
