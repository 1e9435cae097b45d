import type { Rule } from '../../rule.ts';
import { deadManAlarmsOn, logGroupNameOf } from './dead-man-alarms.ts';

/**
 * A canary is a call that is made again and again, so that its record must arrive: only that proves that records of KMS
 * do. A subscription filter can pick them out, and CloudWatch Logs counts what it forwards.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
 */
export const canaryAlarm: Rule = {
  id: 'canary-alarm',
  sentence: 'A canary whose records no longer arrive is noticed.',
  controls: ['field'],
  on: ['aws:cloudtrail/trail:Trail'],
  check: (trail, stack) => {
    const group = logGroupNameOf(trail);
    return deadManAlarmsOn('ForwardedLogEvents', group, stack).length > 0
      ? undefined
      : `No alarm notices when the records of a canary no longer arrive in ${group}; have a subscription filter pick them out and declare an alarm on AWS/Logs ForwardedLogEvents, LessThan 1, treatMissingData breaching.`;
  },
};
