import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Check } from '../check.ts';
import { count } from '../count.ts';
import { describeAlarms } from '../describe-alarms.ts';
import { fault, orWell, restore, type Finding } from '../finding.ts';

/** Whether every declared alarm is there and tells somebody. */
export const alarmActions: Check = {
  id: 'alarm-actions',
  title: 'The alarms are there, enabled and tell the topic',
  actions: ['cloudwatch:DescribeAlarms'],
  async run(context) {
    const { alarmNames, alarmTopicArn } = context.stack;
    const alarms = await describeAlarms(context);
    const findings = alarmNames.flatMap((name): readonly Finding[] => {
      const alarm = alarms.get(name);
      if (alarm === undefined) return [fault(`The alarm ${name} does not exist`, restore)];
      return problem(alarm, alarmTopicArn);
    });
    return orWell(findings, `${count(alarmNames.length, 'enabled alarm')} would tell ${alarmTopicArn}`);
  },
};

function problem(alarm: MetricAlarm, topicArn: string): readonly Finding[] {
  const { AlarmName: name = '', ActionsEnabled, AlarmActions = [] } = alarm;
  if (ActionsEnabled !== true) {
    return [
      fault(
        `The actions of the alarm ${name} are disabled: it tells nobody`,
        `run "aws cloudwatch enable-alarm-actions --alarm-names ${name}"`,
      ),
    ];
  }
  if (AlarmActions.length === 0) return [fault(`The alarm ${name} has no action: it tells nobody`, restore)];
  if (AlarmActions.includes(topicArn)) return [];
  return [fault(`The alarm ${name} tells ${AlarmActions.join(', ')} instead of ${topicArn}`, restore)];
}
