import type { Rule } from '../../rule.ts';
import { allowedActions } from './allowed-actions.ts';
import { allowedResources } from './allowed-resources.ts';
import { conditionKeys } from './condition-keys.ts';
import { managedPolicies } from './managed-policies.ts';
import { taskKeyContext } from './task-key-context.ts';
import { taskKeyUse } from './task-key-use.ts';
import { trailDeliverySource } from './trail-delivery-source.ts';
import { trailDeliveryTrust } from './trail-delivery-trust.ts';
import { trustedServices } from './trusted-services.ts';

export const permissionsRules: readonly Rule[] = [
  allowedActions,
  allowedResources,
  conditionKeys,
  managedPolicies,
  taskKeyContext,
  taskKeyUse,
  trailDeliverySource,
  trailDeliveryTrust,
  trustedServices,
];
