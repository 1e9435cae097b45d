import { matchesWildcard, statementsOf, type Statement } from '../../policy-documents.ts';
import { refersTo } from '../../refers-to.ts';
import type { Rule } from '../../rule.ts';
import { hasExactContextKey } from './encryption-context.ts';
import { taskRolesOf } from './task-roles.ts';

const allowed = ['kms:Decrypt', 'kms:GenerateDataKey'];

export const taskKeyUse: Rule = {
  id: 'task-key-use',
  sentence:
    'A task may generate data keys and decrypt, with named keys and exactly one encryption context key.',
  controls: ['FSBP KMS.2', 'NAG IAM5', 'field'],
  essential: 'least-privilege roles',
  on: ['aws:iam/rolePolicy:RolePolicy'],
  check: (policy, stack) => {
    if (!taskRolesOf(stack).some((role) => refersTo(policy.properties['role'], role))) return;
    return statementsOf(policy)
      .filter(({ allows, actions }) => allows && actions.some(isKms))
      .flatMap(problemsOf);
  },
};

function problemsOf(statement: Statement): readonly string[] {
  const others = statement.actions.filter((action) => isKms(action) && !allowed.includes(action));
  return [
    ...(others.length === 0
      ? []
      : [
          `Statement ${statement.sid} allows ${others.join(', ')}; a task needs ${allowed.join(' and ')} alone.`,
        ]),
    ...(statement.resources.every((resource) => /:key\/[\w-]+$/.test(resource))
      ? []
      : [`Statement ${statement.sid} is for ${statement.resources.join(', ')}; name the ARN of each key.`]),
    ...(hasExactContextKey(statement)
      ? []
      : [
          `Statement ${statement.sid} does not demand its encryption context; add ForAllValues:StringEquals kms:EncryptionContextKeys with one key, and Null kms:EncryptionContextKeys false.`,
        ]),
  ];
}

function isKms(action: string): boolean {
  return action.startsWith('kms:') || matchesWildcard(action, 'kms:Decrypt');
}
