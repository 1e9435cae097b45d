import type { Rule } from '../../rule.ts';
import { eventsWithoutAlarm } from './event-alarms.ts';

const events = ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors'];

export const trailChangeAlarm: Rule = {
  id: 'trail-change-alarm',
  sentence: 'Whoever stops, narrows or deletes the trail is noticed.',
  controls: ['CIS 5.5', 'AWS-0151'],
  on: ['aws:cloudtrail/trail:Trail'],
  check: (_trail, stack) =>
    eventsWithoutAlarm(events, stack).map(
      (event) => `No alarm looks for ${event}; add it to a metric filter that feeds one.`,
    ),
};
