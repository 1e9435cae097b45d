import type { Rule } from '../../rule.ts';
import { isStated, requires } from '../../values.ts';

export const healthCheck: Rule = {
  id: 'health-check',
  sentence: 'A target group asks its targets at a path of theirs whether they live.',
  controls: ['CKV_AWS_261'],
  on: ['aws:lb/targetGroup:TargetGroup'],
  check: requires(
    'healthCheck.path',
    isStated,
    'a path that answers while the process lives',
    'The default asks /.',
  ),
};
