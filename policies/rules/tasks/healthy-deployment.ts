import type { Rule } from '../../rule.ts';
import { number, requires } from '../../values.ts';

export const healthyDeployment: Rule = {
  id: 'healthy-deployment',
  sentence: 'During a deployment no fewer tasks serve than before.',
  controls: ['field'],
  on: ['aws:ecs/service:Service'],
  check: requires(
    'deploymentMinimumHealthyPercent',
    (value) => number(value) >= 100,
    '100',
    'New tasks are started before old ones stop.',
  ),
};
