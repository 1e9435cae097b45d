import type { Rule } from '../../rule.ts';
import { isStated } from '../../values.ts';

const protocols = ['application', 'firehose', 'http', 'lambda', 'sqs'];

/**
 * SNS reports on these protocols alone; of mail it can't tell whether it arrived.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-topic-attributes.html
 */
export const topicDeliveryStatus: Rule = {
  id: 'topic-delivery-status',
  sentence: 'Failed deliveries of a topic are logged, where SNS can tell.',
  controls: ['FSBP SNS.2'],
  on: ['aws:sns/topic:Topic'],
  check: ({ properties }) =>
    protocols.some((protocol) => isStated(properties[`${protocol}FailureFeedbackRoleArn`]))
      ? undefined
      : `No delivery is logged; set the FailureFeedbackRoleArn of the protocols in use (${protocols.join(', ')}).`,
};
