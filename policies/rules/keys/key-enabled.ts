import type { Rule } from '../../rule.ts';
import { requires } from '../../values.ts';

export const keyEnabled: Rule = {
  id: 'key-enabled',
  sentence: 'A declared key can be used, and its policy can be repaired.',
  controls: ['CKV_AWS_227', 'field'],
  on: ['aws:kms/key:Key'],
  check: (key) =>
    requires('isEnabled', (value) => value !== false, 'true', 'Whatever it encrypts is unreadable.')(key) ??
    requires(
      'bypassPolicyLockoutSafetyCheck',
      (value) => value !== true,
      'false',
      'The check keeps a key policy from locking everybody out.',
    )(key),
};
