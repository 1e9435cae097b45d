import type { DeployTarget } from '../../deploy-target.ts';
import { policyDocument, type PolicyDocument } from '../policy-document.ts';
import { dataHolderArns, destroyingActions } from './data-holders.ts';

/**
 * Refuses to delete what holds data or evidence where `mayDestroyData` is false. That no policy of the role allows it is
 * not enough: within one account, a key policy or bucket policy that names the role allows by itself, and a setting
 * (`keyAdministratorArns`) or a merged change may write one. So CI can't lose a stack's data even when a merged change
 * switches deletion protection off; a person has to do it with credentials of his own.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single.html
 */
export function preservationPolicy(target: DeployTarget): PolicyDocument {
  return policyDocument(
    {
      Sid: 'KeepData',
      Effect: 'Deny',
      Action: [...destroyingActions, 's3:BypassGovernanceRetention'],
      Resource: dataHolderArns(target),
    },
    {
      Sid: 'KeepKeys',
      Effect: 'Deny',
      Action: [
        'kms:DeleteImportedKeyMaterial',
        'kms:DisableKey',
        'kms:RevokeGrant',
        'kms:ScheduleKeyDeletion',
      ],
      Resource: '*',
    },
  );
}
