import type { Rule } from '../../rule.ts';
import { deadManAlarmsOn, logGroupNameOf } from './dead-man-alarms.ts';

/** Without it a dead pipeline looks like a quiet day. */
export const trailSilenceAlarm: Rule = {
  id: 'trail-silence-alarm',
  sentence: 'A trail that falls silent is noticed.',
  controls: ['field'],
  on: ['aws:cloudtrail/trail:Trail'],
  check: (trail, stack) => {
    const group = logGroupNameOf(trail);
    return deadManAlarmsOn('IncomingLogEvents', group, stack).length > 0
      ? undefined
      : `No alarm notices when ${group} gets no more events; declare one on AWS/Logs IncomingLogEvents, LessThan 1, treatMissingData breaching.`;
  },
};
