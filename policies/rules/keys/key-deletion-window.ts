import type { Rule } from '../../rule.ts';
import { number, requires } from '../../values.ts';

export const keyDeletionWindow: Rule = {
  id: 'key-deletion-window',
  sentence: 'Thirty days pass between the order to delete a key and its deletion.',
  controls: ['FSBP KMS.3', 'field'],
  essential: 'deletion protection',
  on: ['aws:kms/key:Key'],
  check: requires(
    'deletionWindowInDays',
    (value) => number(value) >= 30,
    '30',
    'All that it encrypted is lost with it, and an alarm needs somebody to act.',
  ),
};
