import type { Rule } from '../../rule.ts';
import { at, list, text } from '../../values.ts';

export const containerInsights: Rule = {
  id: 'container-insights',
  sentence: 'A cluster reports its own metrics.',
  controls: ['FSBP ECS.12', 'CKV_AWS_65', 'AWS-0034', 'NAG ECS4'],
  on: ['aws:ecs/cluster:Cluster'],
  check: ({ properties }) =>
    list(properties['settings']).some(
      (setting) =>
        at(setting, 'name') === 'containerInsights' &&
        ['enabled', 'enhanced'].includes(text(at(setting, 'value'))),
    )
      ? undefined
      : 'Container Insights is off; set the setting containerInsights to enabled.',
};
