import { refersTo } from '../../refers-to.ts';
import type { Resource } from '../../resource.ts';
import type { Rule } from '../../rule.ts';
import type { StackView } from '../../stack-view.ts';
import { isStated } from '../../values.ts';

const circles = [
  { what: 'database storage', type: 'aws:rds/instance:Instance', property: 'kmsKeyId' },
  { what: 'the trail', type: 'aws:cloudtrail/trail:Trail', property: 'kmsKeyId' },
  { what: 'notifications', type: 'aws:sns/topic:Topic', property: 'kmsMasterKeyId' },
] as const;

/** One key for all would need one policy for all, and its deletion would end everything at once. */
export const keysApart: Rule = {
  id: 'keys-apart',
  sentence: 'Storage, trail and notifications have a key each.',
  controls: ['field'],
  on: ['aws:kms/key:Key'],
  check: (key, stack) => {
    const used = circles.filter(({ type, property }) => encrypts(key, type, property, stack));
    return used.length <= 1
      ? undefined
      : `The key serves ${used.map(({ what }) => what).join(' and ')}; give each a key, with a policy for those who use it.`;
  },
};

function encrypts(key: Resource, type: string, property: string, stack: StackView): boolean {
  return stack.ofType(type).some(({ properties }) => {
    const value = properties[property];
    return isStated(value) && refersTo(value, key);
  });
}
