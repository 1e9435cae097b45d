import type { DeployTarget } from '../../deploy-target.ts';
import { policyDocument, type PolicyDocument } from '../policy-document.ts';
import { dataHolderArns, destroyingActions } from './data-holders.ts';
import { ownKeys } from './key-policy.ts';

/**
 * Deleting what holds data or evidence: only where `mayDestroyData` says so. Elsewhere the role has
 * {@link preservationPolicy} in its place.
 */
export function destructionPolicy(target: DeployTarget): PolicyDocument {
  return policyDocument(
    {
      Sid: 'DestroyData',
      Effect: 'Allow',
      Action: [...destroyingActions, 's3:ListBucketVersions'],
      Resource: dataHolderArns(target),
    },
    {
      Sid: 'ScheduleKeyDeletion',
      Effect: 'Allow',
      Action: ['kms:DisableKey', 'kms:ScheduleKeyDeletion'],
      ...ownKeys(target),
    },
  );
}
