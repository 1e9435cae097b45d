import { alarmRules } from './alarm-event-patterns.ts';
import type { PlannedDetection } from './detection-plan.ts';
import { planFastPath } from './fast-path-plan.ts';
import { queuePolicy } from './iam/queue-policy.ts';
import type { Names } from './names.ts';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
const maxPolicyBytes = 8192;

/**
 * Whether SQS would refuse the policy of the queue of what nobody was told of, which names each rule of the stack: that
 * of the records' queue is shorter.
 */
export function queuePolicyProblems(
  planned: readonly PlannedDetection[],
  names: Names,
  accountId: string,
): readonly string[] {
  const ofAlarms = alarmRules(
    planned.map(({ alarmName }) => alarmName),
    names,
  );
  const rules = [...ofAlarms, ...planFastPath(planned, names).rules];
  const policy = queuePolicy({
    queueArn: names.arn('sqs', names.named('undelivered')),
    accountId,
    ruleArns: rules.map(({ ruleName }) => names.arn('events', `rule/${ruleName}`)),
  });
  const { length } = JSON.stringify(policy);
  return length <= maxPolicyBytes
    ? []
    : [
        `can't be true: ${rules.length} rules make a queue's policy up to ${length} bytes long, and SQS allows ${maxPolicyBytes}; it takes false, or fewer roles and keys to watch`,
      ];
}
