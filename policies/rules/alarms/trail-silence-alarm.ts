import type { Rule } from '../../rule.ts';
import { at, text } from '../../values.ts';
import { alarmType } from './filter-metrics.ts';

/** Without it a dead pipeline looks like a quiet day. */
export const trailSilenceAlarm: Rule = {
  id: 'trail-silence-alarm',
  sentence: 'A trail that falls silent is noticed.',
  controls: ['field'],
  on: ['aws:cloudtrail/trail:Trail'],
  check: ({ properties }, stack) => {
    const group = text(properties['cloudWatchLogsGroupArn'])
      .replace(/:\*$/, '')
      .replace(/^.*:log-group:/, '');
    const alarms = stack.find(
      alarmType,
      (alarm) =>
        alarm.properties['namespace'] === 'AWS/Logs' &&
        alarm.properties['metricName'] === 'IncomingLogEvents' &&
        at(alarm.properties, 'dimensions', 'LogGroupName') === group &&
        alarm.properties['treatMissingData'] === 'breaching' &&
        text(alarm.properties['comparisonOperator']).startsWith('LessThan'),
    );
    return alarms.length > 0
      ? undefined
      : `No alarm notices when ${group} gets no more events; declare one on AWS/Logs IncomingLogEvents, LessThan 1, treatMissingData breaching.`;
  },
};
