import type { Rule } from '../../rule.ts';
import { refersTo } from '../../refers-to.ts';
import { at, list, number, parsed } from '../../values.ts';

/** Fewer, and a rollback may find its target gone. */
const fewestImages = 10;

export const imageLifecycle: Rule = {
  id: 'image-lifecycle',
  sentence: `A repository deletes old images, and keeps at least ${fewestImages} to roll back to.`,
  controls: ['FSBP ECR.3'],
  on: ['aws:ecr/repository:Repository'],
  check: (repository, stack) => {
    const policies = stack.find('aws:ecr/lifecyclePolicy:LifecyclePolicy', ({ properties }) =>
      refersTo(properties['repository'], repository),
    );
    const rules = policies.flatMap(({ properties }) => list(at(parsed(properties['policy']), 'rules')));
    if (rules.length === 0)
      return 'Images are kept for ever; declare a LifecyclePolicy that expires all but the latest ones.';
    const counts = rules
      .filter((rule) => at(rule, 'selection', 'countType') === 'imageCountMoreThan')
      .map((rule) => number(at(rule, 'selection', 'countNumber')));
    return counts.every((count) => count >= fewestImages)
      ? undefined
      : `${Math.min(...counts)} images are kept; it takes ${fewestImages} or more, or a rollback has no target.`;
  },
};
