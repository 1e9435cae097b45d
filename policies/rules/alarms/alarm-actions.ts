import type { Rule } from '../../rule.ts';
import { texts } from '../../values.ts';
import { alarmType } from './filter-metrics.ts';

export const alarmActions: Rule = {
  id: 'alarm-actions',
  sentence: 'An alarm tells somebody.',
  controls: ['CKV_AWS_319', 'FSBP CloudWatch.15', 'FSBP CloudWatch.17'],
  essential: 'alarms with a reachable subscriber',
  on: [alarmType],
  check: ({ properties: { actionsEnabled, alarmActions: actions } }) => [
    ...(actionsEnabled === false ? ['actionsEnabled is false; it takes true.'] : []),
    ...(texts(actions).length > 0
      ? []
      : ['alarmActions is empty; name the topic that people are subscribed to.']),
  ],
};
