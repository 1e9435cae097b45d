import type { Rule } from '../../rule.ts';
import { requires } from '../../values.ts';

export const tasksOnDemand: Rule = {
  id: 'tasks-on-demand',
  sentence: 'Tasks run on capacity that AWS does not take back.',
  controls: ['field'],
  on: ['aws:ecs/service:Service'],
  check: requires(
    'launchType',
    (value) => value === 'FARGATE',
    'FARGATE',
    'A strategy that names FARGATE_SPOT saves half the price, and two minutes later there may be no task.',
  ),
};
