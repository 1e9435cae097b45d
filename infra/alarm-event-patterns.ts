import type { Names } from './names.ts';

/** Characters of an event pattern, by default. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
export const maxEventPatternLength = 2048;

/**
 * Patterns of EventBridge that together match each change of these alarms to ALARM or OK, and of no other: an alarm is
 * named by its ARN. As few patterns as hold them all. Pure.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function alarmEventPatterns(alarmArns: readonly string[]): string[] {
  const groups: string[][] = [];
  for (const arn of alarmArns) {
    const last = groups.at(-1);
    if (last !== undefined && alarmPattern([...last, arn]).length <= maxEventPatternLength) last.push(arn);
    else groups.push([arn]);
  }
  return groups.map(alarmPattern);
}

function alarmPattern(resources: readonly string[]): string {
  return JSON.stringify({
    source: ['aws.cloudwatch'],
    'detail-type': ['CloudWatch Alarm State Change'],
    resources,
    detail: { state: { value: ['ALARM', 'OK'] } },
  });
}

/** A rule on changes of alarms. */
export interface AlarmRule {
  /** What sets its logical name apart. */
  readonly suffix: string;
  readonly ruleName: string;
  readonly eventPattern: string;
}

/** The rules on changes of these alarms: as many as there are patterns. Pure. */
export function alarmRules(alarmNames: readonly string[], names: Names): AlarmRule[] {
  const patterns = alarmEventPatterns(alarmNames.map((name) => names.arn('cloudwatch', `alarm:${name}`)));
  return patterns.map((eventPattern, index) => {
    const suffix = index === 0 ? '' : String(index + 1);
    return { suffix, ruleName: names.named(`evidence${suffix}`), eventPattern };
  });
}
