import { covers, statementsOf } from '../../policy-documents.ts';
import { refersTo } from '../../refers-to.ts';
import type { Rule } from '../../rule.ts';
import { hasExactContextKey } from './encryption-context.ts';
import { taskRolesOf } from './task-roles.ts';

const allowed = ['kms:Decrypt', 'kms:GenerateDataKey'];
const forbidden = [
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:CreateGrant',
  'kms:Encrypt',
  'kms:ScheduleKeyDeletion',
];

/** The same in the key's own policy: either of the two alone would let the role do what it allows. */
export const taskKeyContext: Rule = {
  id: 'task-key-context',
  sentence:
    "A key's policy lets a task generate data keys and decrypt, with exactly one encryption context key.",
  controls: ['FSBP KMS.1', 'field'],
  essential: 'least-privilege key policies',
  on: ['aws:kms/key:Key', 'aws:kms/keyPolicy:KeyPolicy'],
  check: (key, stack) => {
    const roles = taskRolesOf(stack);
    return statementsOf(key)
      .filter(({ allows }) => allows)
      .filter(({ principals }) =>
        (principals['AWS'] ?? []).some((arn) => roles.some((role) => refersTo(arn, role))),
      )
      .flatMap((statement) => [
        ...(hasExactContextKey(statement)
          ? []
          : [
              `Statement ${statement.sid} lets a task use the key without its context; add ForAllValues:StringEquals kms:EncryptionContextKeys with one key, and Null kms:EncryptionContextKeys false.`,
            ]),
        ...forbidden
          .filter((action) => covers(statement, action))
          .map(
            (action) =>
              `Statement ${statement.sid} lets a task call ${action}; it needs ${allowed.join(' and ')} alone.`,
          ),
      ]);
  },
};
