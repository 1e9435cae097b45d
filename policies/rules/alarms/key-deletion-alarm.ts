import type { Rule } from '../../rule.ts';
import { eventsWithoutAlarm } from './event-alarms.ts';

const events = ['DisableKey', 'ScheduleKeyDeletion'];

export const keyDeletionAlarm: Rule = {
  id: 'key-deletion-alarm',
  sentence: 'Whoever disables a key or orders its deletion is noticed.',
  controls: ['CIS 5.7', 'AWS-0153'],
  on: ['aws:cloudtrail/trail:Trail'],
  check: (_trail, stack) =>
    eventsWithoutAlarm(events, stack).map(
      (event) => `No alarm looks for ${event}; add it to a metric filter that feeds one.`,
    ),
};
