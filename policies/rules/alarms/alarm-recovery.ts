import type { Rule } from '../../rule.ts';
import { texts } from '../../values.ts';
import { alarmType } from './filter-metrics.ts';

export const alarmRecovery: Rule = {
  id: 'alarm-recovery',
  sentence: 'An alarm tells when it is over.',
  controls: ['CKV_AWS_319', 'field'],
  on: [alarmType],
  check: ({ properties: { okActions } }) =>
    texts(okActions).length > 0
      ? undefined
      : 'okActions is empty; name the topic, or nobody knows whether the next message is a second incident.',
};
