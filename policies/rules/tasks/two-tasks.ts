import type { Rule } from '../../rule.ts';
import { number, requires } from '../../values.ts';

export const twoTasks: Rule = {
  id: 'two-tasks',
  sentence: 'Two tasks or more serve.',
  controls: ['field'],
  on: ['aws:ecs/service:Service'],
  check: requires(
    'desiredCount',
    (value) => number(value) >= 2,
    '2 or more',
    'One task or one zone can fail.',
  ),
};
