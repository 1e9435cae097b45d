import { refersTo } from '../../refers-to.ts';
import type { Rule } from '../../rule.ts';
import { texts } from '../../values.ts';
import { alarmType } from './filter-metrics.ts';

export const alarmReachable: Rule = {
  id: 'alarm-reachable',
  sentence: 'An alarm notifies a topic that exists.',
  controls: ['field'],
  essential: 'alarms with a reachable subscriber',
  on: [alarmType],
  check: ({ properties }, stack) =>
    ['alarmActions', 'okActions', 'insufficientDataActions'].flatMap((list) =>
      texts(properties[list])
        .filter((action) => action.includes(':sns:') || !action.startsWith('arn:'))
        .filter(
          (action) => stack.find('aws:sns/topic:Topic', (topic) => refersTo(action, topic)).length === 0,
        )
        .map(
          (action) =>
            `${list} names ${action}, no topic of this stack; name one whose policy, key and subscription are declared.`,
        ),
    ),
};
