import type { Rule } from '../../rule.ts';
import { problem, text } from '../../values.ts';

/** AWS's own key for SNS passes some published controls, and no alarm passes it. */
export const topicEncrypted: Rule = {
  id: 'topic-encrypted',
  sentence: 'A topic is encrypted with a key of the account.',
  controls: ['FSBP SNS.1', 'CKV_AWS_26', 'AWS-0095', 'AWS-0136', 'field'],
  essential: 'encryption at rest',
  on: ['aws:sns/topic:Topic'],
  check: ({ properties: { kmsMasterKeyId } }) =>
    /^$|^(?:alias\/aws\/|arn:[^:]*:kms:[^:]*:[^:]*:alias\/aws\/)/.test(text(kmsMasterKeyId))
      ? problem(
          'kmsMasterKeyId',
          kmsMasterKeyId,
          'a customer managed key',
          "CloudWatch may not use alias/aws/sns: the alarm's history would show a failed action, and nobody would be told.",
        )
      : undefined,
};
