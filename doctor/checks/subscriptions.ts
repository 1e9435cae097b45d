import { paginateListSubscriptionsByTopic, type Subscription } from '@aws-sdk/client-sns';
import { ifExists } from '../aws-call-error.ts';
import type { Check, CheckContext } from '../check.ts';
import { count } from '../count.ts';
import { fault, ok, restore } from '../finding.ts';

/**
 * Whether the topic reaches somebody. SNS states no ARN for a subscription until its owner has confirmed it,
 * and forgets an unconfirmed one after some days.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html
 */
export const subscriptions: Check = {
  id: 'subscriptions',
  title: 'The alarm topic has confirmed subscribers',
  actions: ['sns:ListSubscriptionsByTopic'],
  async run(context) {
    const topicArn = context.stack.alarmTopicArn;
    const listed = await ifExists(listSubscriptions(context), 'NotFoundException', 'NotFound');
    if (listed === undefined) return [fault(`The topic ${topicArn} does not exist`, restore)];
    const confirmed = listed.filter(isConfirmed);
    if (listed.length === 0) {
      return [
        fault(
          `Nobody is subscribed to ${topicArn}: alarms tell nobody`,
          `run "npx pulumi config set alertEmail ADDRESS", then "npx pulumi up --refresh", and confirm the mail`,
        ),
      ];
    }
    const pending = listed.filter((subscription) => !isConfirmed(subscription));
    return [
      ...pending.map(({ Endpoint = '', Protocol = '' }) =>
        fault(
          `The subscription of ${Endpoint} (${Protocol}) is not confirmed: it is told nothing`,
          'follow the link in the mail "AWS Notification - Subscription Confirmation" (look in the spam folder too); to have it sent anew, subscribe the same address again',
        ),
      ),
      ...(confirmed.length === 0
        ? []
        : [ok(`The topic has ${count(confirmed.length, 'confirmed subscription')}`)]),
    ];
  },
};

async function listSubscriptions({ clients, stack }: CheckContext): Promise<readonly Subscription[]> {
  const found: Subscription[] = [];
  const pages = paginateListSubscriptionsByTopic({ client: clients.sns }, { TopicArn: stack.alarmTopicArn });
  for await (const page of pages) found.push(...(page.Subscriptions ?? []));
  return found.filter(({ SubscriptionArn }) => SubscriptionArn !== 'Deleted');
}

function isConfirmed({ SubscriptionArn = '' }: Subscription): boolean {
  return SubscriptionArn.startsWith('arn:');
}
