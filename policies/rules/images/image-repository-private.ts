import { isForEverybody, statementsOf } from '../../policy-documents.ts';
import type { Rule } from '../../rule.ts';

export const imageRepositoryPrivate: Rule = {
  id: 'image-repository-private',
  sentence: 'No policy opens a repository to everybody.',
  controls: ['AWS-0032', 'CKV_AWS_32'],
  on: ['aws:ecr/repositoryPolicy:RepositoryPolicy'],
  check: (policy) =>
    statementsOf(policy)
      .filter((statement) => statement.allows && isForEverybody(statement))
      .map(({ sid }) => `Statement ${sid} is for everybody; name the accounts or roles that pull.`),
};
