import type { Rule } from '../../rule.ts';
import { at, isStated, list } from '../../values.ts';

export const imageCustomerKey: Rule = {
  id: 'image-customer-key',
  sentence: 'Images are encrypted with a key of the account.',
  controls: ['CKV_AWS_136', 'AWS-0033'],
  essential: 'encryption at rest',
  on: ['aws:ecr/repository:Repository'],
  check: ({ properties }) =>
    list(properties['encryptionConfigurations']).some(
      (configuration) =>
        at(configuration, 'encryptionType') === 'KMS' && isStated(at(configuration, 'kmsKey')),
    )
      ? undefined
      : 'encryptionConfigurations name no KMS key; it takes encryptionType KMS and the ARN of a customer managed key.',
};
