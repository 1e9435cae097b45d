import type { Rule } from '../../rule.ts';
import { isStated, problem } from '../../values.ts';

/** SQS's own key is enough: services write to such a queue without a key policy that names them. */
export const queueEncrypted: Rule = {
  id: 'queue-encrypted',
  sentence: 'A queue is encrypted at rest.',
  controls: ['FSBP SQS.1', 'CKV_AWS_27', 'AWS-0096', 'NAG SQS2'],
  essential: 'encryption at rest',
  on: ['aws:sqs/queue:Queue'],
  check: ({ properties: { sqsManagedSseEnabled, kmsMasterKeyId } }) =>
    sqsManagedSseEnabled === true || isStated(kmsMasterKeyId)
      ? undefined
      : problem(
          'sqsManagedSseEnabled',
          sqsManagedSseEnabled,
          'true, or kmsMasterKeyId a key',
          'Messages quote CloudTrail records.',
        ),
};
