import { isConditionedOn, isForEverybody, statementsOf } from '../../policy-documents.ts';
import type { Rule } from '../../rule.ts';

/** `aws:SourceArn` and the like are not enough for `*`: only services send them, and anyone may call without. */
export const keyPolicyPrincipals: Rule = {
  id: 'key-policy-principals',
  sentence: 'A key policy says by name who may use the key.',
  controls: ['CKV_AWS_33', 'FSBP KMS.5'],
  essential: 'least-privilege key policies',
  on: ['aws:kms/key:Key', 'aws:kms/keyPolicy:KeyPolicy'],
  check: (key) =>
    statementsOf(key)
      .filter(({ allows }) => allows)
      .filter(
        (statement) =>
          statement.negated ||
          (isForEverybody(statement) && !isConditionedOn(statement, 'kms:CallerAccount')),
      )
      .map(({ sid }) => `Statement ${sid} is for everybody; name roles, the account or an AWS service.`),
};
