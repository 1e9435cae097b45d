import type { AlarmText } from './alarm-description.ts';
import type { Names } from './names.ts';

/** An alarm on what explains alarms. It goes by CloudWatch's way, which does not depend on the function. */
export interface EvidenceAlarm extends AlarmText {
  readonly name: string;
  readonly metric: EvidenceMetric;
  /** In the metric's unit: messages, seconds or events. */
  readonly threshold: number;
}

/** A metric of AWS's own, and how a minute of it is summed up. */
export type EvidenceMetric =
  | {
      readonly namespace: 'AWS/SQS';
      readonly metricName: 'ApproximateNumberOfMessagesVisible' | 'ApproximateAgeOfOldestMessage';
      readonly statistic: 'Maximum';
    }
  | {
      readonly namespace: 'AWS/Lambda';
      readonly metricName: 'DeadLetterErrors';
      readonly statistic: 'Sum';
    };

/** The names of the alarms below: the topic's policy must know them before they exist. */
export function evidenceAlarmNames(names: Names, hasFunction: boolean, hasFastPath: boolean): string[] {
  const { failed, lost, late } = alarmNames(names);
  return [...(hasFunction ? [failed, lost] : []), ...(hasFastPath ? [late] : [])];
}

function alarmNames(names: Names) {
  return {
    failed: names.named('evidence-failed'),
    lost: names.named('evidence-lost'),
    late: names.named('evidence-late'),
  };
}

/** On the queue of events that nobody was told of. */
export function evidenceFailed(names: Names): EvidenceAlarm {
  return {
    name: alarmNames(names).failed,
    severity: 'operational',
    title: 'An alarm was not explained',
    meaning:
      "The function that explains alarms failed three times over an alarm's event or five times over a record of the fast path, or could not be reached. CloudWatch's own mail was sent nevertheless.",
    runbook: [
      `Read why in the log group ${names.logGroups.evidence}; a channel that refuses is named there.`,
      `Mend it, then hand what is in the queue ${names.named('undelivered')} to the function ${names.named('evidence')} once more, as docs/notifications.md shows, or delete it: the alarm stays until the queue is empty.`,
    ],
    metric: {
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      statistic: 'Maximum',
    },
    threshold: 1,
  };
}

/**
 * On the function itself. Lambda keeps a failed event with the permissions of the function's own role: who takes those
 * away lets the function fail and leaves its queue empty, so that the alarm on the queue stays silent.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function evidenceLost(names: Names): EvidenceAlarm {
  return {
    name: alarmNames(names).lost,
    severity: 'operational',
    title: 'An alarm was not explained, and its event is lost',
    meaning: `The function that explains alarms failed, and Lambda could not keep the event in the queue ${names.named('undelivered')}. The usual cause is that the function's role has lost its permissions: then no alarm is explained any more. CloudWatch's own mails are sent nevertheless.`,
    runbook: [
      `Read in CloudTrail who changed the role ${names.named('evidence')}, its policies or the queue; CloudTrail has calls of IAM in us-east-1.`,
      'If it was no deployment of yours, treat it as an attack on the monitoring. Run pulumi up --refresh, which puts role, policies and queue back.',
      `Read in the log group ${names.logGroups.evidence} whether the function works again. The alarm goes back to OK by itself: that says nothing.`,
    ],
    metric: { namespace: 'AWS/Lambda', metricName: 'DeadLetterErrors', statistic: 'Sum' },
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
export function evidenceLate(names: Names, reading: QueueReading): EvidenceAlarm {
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
    metric: { namespace: 'AWS/SQS', metricName: 'ApproximateAgeOfOldestMessage', statistic: 'Maximum' },
    threshold: reading.batchingWindowSeconds + reading.visibilityTimeoutSeconds + reading.runTimeoutSeconds,
  };
}
