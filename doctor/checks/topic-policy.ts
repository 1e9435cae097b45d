import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { ifExists } from '../aws-call-error.ts';
import type { Check } from '../check.ts';
import { cloudWatchMay } from '../cloudwatch-may.ts';
import { count } from '../count.ts';
import { alarmArns, placeOf } from '../deployed-stack.ts';
import { fault, ok, restore, unchecked } from '../finding.ts';

/**
 * Whether the topic's policy lets CloudWatch publish for every alarm of the stack. A missing topic is told of by
 * `subscriptions`.
 */
export const topicPolicy: Check = {
  id: 'topic-policy',
  title: 'The alarm topic lets CloudWatch publish',
  actions: ['sns:GetTopicAttributes'],
  async run({ clients, stack }) {
    const resourceArn = stack.alarmTopicArn;
    const answer = await ifExists(
      clients.sns.send(new GetTopicAttributesCommand({ TopicArn: resourceArn })),
      'NotFoundException',
      'NotFound',
    );
    if (answer === undefined) return [];
    const policy = answer.Attributes?.['Policy'] ?? '';
    const { accountId } = placeOf(stack);
    const refused: string[] = [];
    for (const alarmArn of alarmArns(stack)) {
      const may = await cloudWatchMay(policy, { action: 'sns:Publish', resourceArn, accountId, alarmArn });
      if (may === undefined) {
        return [
          unchecked(
            `The policy of ${resourceArn} can't be evaluated`,
            'read it, and have it allow cloudwatch.amazonaws.com sns:Publish',
          ),
        ];
      }
      if (!may) refused.push(alarmArn);
    }
    if (refused.length === 0) {
      return [
        ok(
          `The policy of ${resourceArn} lets CloudWatch publish for ${count(stack.alarmNames.length, 'alarm')}`,
        ),
      ];
    }
    const names = refused.map((alarmArn) => alarmArn.split(':alarm:')[1]);
    return [
      fault(
        `The policy of ${resourceArn} does not let cloudwatch.amazonaws.com publish for ${names.length === stack.alarmNames.length ? 'any alarm' : names.join(', ')}: those alarms tell nobody`,
        restore,
      ),
    ];
  },
};
