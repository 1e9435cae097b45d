import type { AlarmText } from './alarm-description.ts';
import type { Names } from './names.ts';

/** An alarm on a queue of what explains alarms. It goes by CloudWatch's way, which does not depend on the function. */
export interface QueueAlarm extends AlarmText {
  readonly name: string;
  readonly metricName: 'ApproximateNumberOfMessagesVisible' | 'ApproximateAgeOfOldestMessage';
  /** In the metric's unit: messages, or seconds. */
  readonly threshold: number;
}

/** The names of the alarms below: the topic's policy must know them before they exist. */
export function evidenceAlarmNames(names: Names, hasFunction: boolean, hasFastPath: boolean): string[] {
  const { failed, late } = alarmNames(names);
  return [...(hasFunction ? [failed] : []), ...(hasFastPath ? [late] : [])];
}

function alarmNames(names: Names): { readonly failed: string; readonly late: string } {
  return { failed: names.named('evidence-failed'), late: names.named('evidence-late') };
}

/** On the queue of events that nobody was told of. */
export function evidenceFailed(names: Names): QueueAlarm {
  return {
    name: alarmNames(names).failed,
    severity: 'operational',
    title: 'An alarm was not explained',
    meaning:
      "The function that explains alarms failed three times over one event, or could not be reached. CloudWatch's own mail was sent nevertheless.",
    runbook: [
      `Read why in the log group ${names.logGroups.evidence}; a channel that refuses is named there.`,
      `Mend it, then hand the events in the queue ${names.named('undelivered')} to the function once more, or delete them: the alarm stays until the queue is empty.`,
    ],
    metricName: 'ApproximateNumberOfMessagesVisible',
    threshold: 1,
  };
}

/** How the fast path's queue is read. */
export interface QueueReading {
  readonly batchingWindowSeconds: number;
  readonly visibilityTimeoutSeconds: number;
  /** Of one run of the function. */
  readonly runTimeoutSeconds: number;
}

/**
 * On the queue of the fast path's records. One failed run is nothing to tell of: a record may have been collected, tried,
 * come back and be tried to the end once more. Later than that the function does not take records, or fails over them.
 * It has to be told before the third attempt: SQS leaves out of the metric what was received three times.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function evidenceLate(names: Names, reading: QueueReading): QueueAlarm {
  return {
    name: alarmNames(names).late,
    severity: 'operational',
    title: 'The fast path stands still',
    meaning:
      'A record has waited in the queue for longer than a failed run and the next one take. What it tells comes late; the alarms themselves go another way.',
    runbook: [
      `Look whether the event source mapping of ${names.named('evidence')} is enabled, and whether the function is throttled: reserved concurrency 0 stops it. monitoring-tampered tells who did so.`,
      `Read in the log group ${names.logGroups.evidence} whether it fails. What fails five times goes to the queue ${names.named('undelivered')}.`,
    ],
    metricName: 'ApproximateAgeOfOldestMessage',
    threshold: reading.batchingWindowSeconds + reading.visibilityTimeoutSeconds + reading.runTimeoutSeconds,
  };
}
