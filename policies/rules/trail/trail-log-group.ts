import type { Rule } from '../../rule.ts';
import { isStated, requires } from '../../values.ts';

export const trailLogGroup: Rule = {
  id: 'trail-log-group',
  sentence: 'A trail writes to a log group, which is where metric filters look.',
  controls: ['FSBP CloudTrail.5', 'AWS-0162'],
  on: ['aws:cloudtrail/trail:Trail'],
  check: (trail) =>
    ['cloudWatchLogsGroupArn', 'cloudWatchLogsRoleArn'].flatMap(
      (setting) => requires(setting, isStated, 'an ARN', 'Without it no detection ever fires.')(trail) ?? [],
    ),
};
