import { covers, statementsOf } from '../../policy-documents.ts';
import type { Rule } from '../../rule.ts';
import { isStated } from '../../values.ts';

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html */
export const keyPolicyStated: Rule = {
  id: 'key-policy-stated',
  sentence: 'A key has a policy of its own, which principals of the account can repair.',
  controls: ['CKV2_AWS_64'],
  essential: 'least-privilege key policies',
  on: ['aws:kms/key:Key'],
  check: (key) => {
    if (!isStated(key.properties['policy']))
      return "No policy is stated, so AWS's default holds: every principal that IAM lets use all keys may use this one. State one.";
    return statementsOf(key).some(
      (statement) =>
        statement.allows &&
        covers(statement, 'kms:PutKeyPolicy') &&
        statement.principals['AWS'] !== undefined,
    )
      ? undefined
      : 'No principal of the account may call kms:PutKeyPolicy; let one, or a mistake in this policy is for ever.';
  },
};
