import type { Rule } from '../../rule.ts';
import { requires } from '../../values.ts';

export const imageRepositoryKept: Rule = {
  id: 'image-repository-kept',
  sentence: 'A repository is not destroyed with its images.',
  controls: ['field'],
  essential: 'deletion protection',
  on: ['aws:ecr/repository:Repository'],
  check: requires('forceDelete', (value) => value !== true, 'false', 'A rollback needs them.'),
};
