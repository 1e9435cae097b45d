import { isConditionedOn, statementsOf, type Statement } from '../../policy-documents.ts';
import type { Rule } from '../../rule.ts';
import { hasExactContextKey } from '../permissions/encryption-context.ts';
import { uses } from './key-use.ts';

/**
 * The account's root as a principal is everybody whom IAM lets, and a service is whoever it works for: both need a
 * condition that says for what.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
export const keyUseConditioned: Rule = {
  id: 'key-use-conditioned',
  sentence:
    'Every use of a key is allowed for a purpose: through a service, for a source, or with an encryption context.',
  controls: ['FSBP KMS.1', 'FSBP KMS.2', 'field'],
  essential: 'least-privilege key policies',
  on: ['aws:kms/key:Key', 'aws:kms/keyPolicy:KeyPolicy'],
  check: (key) =>
    statementsOf(key)
      .filter((statement) => statement.allows && uses(statement) && !hasPurpose(statement))
      .map(
        ({ sid }) =>
          `Statement ${sid} allows the use of the key for anything; add a condition: kms:ViaService, aws:SourceArn, aws:SourceAccount, kms:EncryptionContext:… or kms:EncryptionContextKeys.`,
      ),
};

function hasPurpose(statement: Statement): boolean {
  return (
    isConditionedOn(statement, 'kms:ViaService', 'aws:SourceArn', 'aws:SourceAccount') ||
    statement.conditions.some(
      ({ operator, key }) =>
        /^kms:EncryptionContext:/i.test(key) && /^(?:String|Arn)(?:Equals|Like)$/.test(operator),
    ) ||
    hasExactContextKey(statement)
  );
}
