import type { Rule } from '../../rule.ts';
import { applicationKeyApart } from './application-key-apart.ts';
import { keyAdministrators } from './key-administrators.ts';
import { keyDeletionWindow } from './key-deletion-window.ts';
import { keyEnabled } from './key-enabled.ts';
import { keyGrants } from './key-grants.ts';
import { keyPolicyActions } from './key-policy-actions.ts';
import { keyPolicyPrincipals } from './key-policy-principals.ts';
import { keyPolicyStated } from './key-policy-stated.ts';
import { keyRotation } from './key-rotation.ts';
import { keyUseConditioned } from './key-use-conditioned.ts';
import { keysApart } from './keys-apart.ts';

export const keysRules: readonly Rule[] = [
  applicationKeyApart,
  keyAdministrators,
  keyDeletionWindow,
  keyEnabled,
  keyGrants,
  keyPolicyActions,
  keyPolicyPrincipals,
  keyPolicyStated,
  keyRotation,
  keyUseConditioned,
  keysApart,
];
