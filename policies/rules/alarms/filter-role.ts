import { refersTo } from '../../refers-to.ts';
import type { Rule } from '../../rule.ts';
import { text } from '../../values.ts';
import { taskRolesOf } from '../permissions/task-roles.ts';
import { filterType } from './filter-metrics.ts';

const comparison = /sessionIssuer\.arn\s*(!?=)\s*"([^"]+)"/g;

/** A filter on another role's ARN matches nothing, and nothing says so. */
export const filterRole: Rule = {
  id: 'filter-role',
  sentence: 'A metric filter watches the role that tasks run as, or one that the stack is told to monitor.',
  controls: ['field'],
  on: [filterType],
  check: ({ properties }, stack) => {
    const { monitorRoleArns, keyAdministratorArns } = stack.facts;
    const named = [...text(properties['pattern']).matchAll(comparison)];
    return named
      .filter(([, operator, arn = '']) => {
        const others = operator === '=' ? monitorRoleArns : [...monitorRoleArns, ...keyAdministratorArns];
        return !others.includes(arn) && !taskRolesOf(stack).some((role) => refersTo(arn, role));
      })
      .map(
        ([, , arn = '']) =>
          `The pattern names ${arn}, no task role of this stack and none of monitorRoleArns; name the role whose calls it is about.`,
      );
  },
};
