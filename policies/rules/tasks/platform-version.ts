import type { Rule } from '../../rule.ts';
import { requires } from '../../values.ts';

export const platformVersion: Rule = {
  id: 'platform-version',
  sentence: 'Tasks run on the latest Fargate platform.',
  controls: ['FSBP ECS.10', 'CKV_AWS_332'],
  on: ['aws:ecs/service:Service'],
  check: requires(
    'platformVersion',
    (value) => value === undefined || value === 'LATEST',
    'LATEST, or nothing',
    'An older one gets no security updates.',
  ),
};
