import type { Rule } from '../../rule.ts';
import { eventsWithoutAlarm } from './event-alarms.ts';

/** What the benchmark's alarm also asks for, beside the changes of a trail that exists. */
const events = ['CreateTrail', 'StartLogging'];

export const otherTrailsAlarm: Rule = {
  id: 'other-trails-alarm',
  sentence: 'Trails that somebody creates or switches on are noticed, in the whole account.',
  controls: ['CIS 5.5', 'AWS-0151'],
  on: ['aws:cloudtrail/trail:Trail'],
  check: (_trail, stack) =>
    eventsWithoutAlarm(events, stack).map(
      (event) => `No alarm looks for ${event}; add it to a metric filter that feeds one.`,
    ),
};
