import { statementsOf } from '../../policy-documents.ts';
import type { Rule } from '../../rule.ts';

export const keyPolicyActions: Rule = {
  id: 'key-policy-actions',
  sentence: 'A key policy names each action that it allows.',
  controls: ['FSBP KMS.1', 'FSBP KMS.2', 'CKV_AWS_33'],
  essential: 'least-privilege key policies',
  on: ['aws:kms/key:Key', 'aws:kms/keyPolicy:KeyPolicy'],
  check: (key) =>
    statementsOf(key)
      .filter(
        ({ allows, negated, actions }) =>
          allows && (negated || actions.some((action) => action.includes('*'))),
      )
      .map(
        ({ sid, actions }) =>
          `Statement ${sid} allows ${actions.join(', ') || 'all but some actions'}; name each action, without wildcards.`,
      ),
};
