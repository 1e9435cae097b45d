import { arnIn, type DeployTarget } from '../../deploy-target.ts';
import { policyDocument, type PolicyDocument, type Statement } from '../policy-document.ts';

/** The stack's KMS keys: making and administering them, and what RDS and ECR do with the storage key. */
export function keyPolicy(target: DeployTarget): PolicyDocument {
  return policyDocument(
    { Sid: 'CreateKeys', Effect: 'Allow', Action: 'kms:CreateKey', Resource: '*' },
    { Sid: 'AdministerKeys', Effect: 'Allow', Action: administrationActions, ...ownKeys(target) },
    {
      Sid: 'NameKeys',
      Effect: 'Allow',
      Action: aliasActions,
      Resource: arnIn(target, 'kms', `alias/${target.prefix}-*`),
    },
    ...useThroughStorageServices(target),
  );
}

/**
 * The keys whose aliases all are the stack's. `ForAllValues` also holds for a key without any alias, on purpose:
 * that is a key between its creation and its naming, or between losing its alias and its deletion. A key of
 * another stack always has an alias, so it can't be given one of this stack's.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
export function ownKeys(target: DeployTarget): Pick<Statement, 'Resource' | 'Condition'> {
  return {
    Resource: arnIn(target, 'kms', 'key/*'),
    Condition: { 'ForAllValues:StringLike': { 'kms:ResourceAliases': `alias/${target.prefix}-*` } },
  };
}

const aliasActions = ['kms:CreateAlias', 'kms:DeleteAlias', 'kms:UpdateAlias'] as const;

const administrationActions = [
  ...aliasActions,
  'kms:CancelKeyDeletion',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:PutKeyPolicy',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateKeyDescription',
] as const;

/** What RDS and ECR do with the key as whoever creates a database or a repository; never without them. */
function useThroughStorageServices(target: DeployTarget): Statement[] {
  const { region, prefix } = target;
  const StringEquals = {
    'kms:ViaService': [`ecr.${region}.amazonaws.com`, `rds.${region}.amazonaws.com`],
  };
  const alias = { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${prefix}-storage` } };
  const Resource = arnIn(target, 'kms', 'key/*');
  return [
    {
      Sid: 'UseThroughStorageServices',
      Effect: 'Allow',
      Action: [
        'kms:Decrypt',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:RetireGrant',
      ],
      Resource,
      Condition: { StringEquals, ...alias },
    },
    {
      Sid: 'GrantToStorageServices',
      Effect: 'Allow',
      Action: 'kms:CreateGrant',
      Resource,
      Condition: { StringEquals, ...alias, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}
