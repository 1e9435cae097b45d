import { statementsOf } from '../../policy-documents.ts';
import type { Rule } from '../../rule.ts';
import { administers, cryptographicActions, uses } from './key-use.ts';
import { covers } from '../../policy-documents.ts';

/** Who may rewrite the policy can always give itself more: that is seen in the trail, a quiet Decrypt is not. */
export const keyAdministrators: Rule = {
  id: 'key-administrators',
  sentence: 'Who administers a key may not use it.',
  controls: ['FSBP KMS.1', 'field'],
  essential: 'least-privilege key policies',
  on: ['aws:kms/key:Key', 'aws:kms/keyPolicy:KeyPolicy'],
  check: (key) =>
    statementsOf(key)
      .filter((statement) => statement.allows && administers(statement) && uses(statement))
      .map((statement) => {
        const used = cryptographicActions.filter((action) => covers(statement, action));
        return `Statement ${statement.sid} allows administration and ${used.join(', ')}; put them into statements of their own, for different principals or under a condition.`;
      }),
};
