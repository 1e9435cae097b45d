import type { Rule } from '../../rule.ts';
import { isStated, isTrue } from '../../values.ts';

export const secretCustomerKey: Rule = {
  id: 'secret-customer-key',
  sentence: 'A secret is encrypted with a key of the account.',
  controls: ['CKV_AWS_149', 'AWS-0098'],
  on: ['aws:rds/instance:Instance', 'aws:secretsmanager/secret:Secret'],
  check: ({ type, properties }) => {
    const property = type === 'aws:rds/instance:Instance' ? 'masterUserSecretKmsKeyId' : 'kmsKeyId';
    if (property === 'masterUserSecretKmsKeyId' && !isTrue(properties['manageMasterUserPassword'])) return;
    return isStated(properties[property])
      ? undefined
      : `${property} is not set; it takes a customer managed key, which all who read the secret must be allowed to use.`;
  },
};
