import { onlyWithKeywatchContext, serviceKeyActions } from './keywatch-context.ts';
import { policyDocument, type PolicyDocument } from './policy-document.ts';

export interface TaskRolePolicyArgs {
  /** The key that encrypts, then those that older records still need. */
  readonly applicationKeyArns: readonly string[];
  readonly databaseSecretArn: string;
}

/**
 * What the service itself may do. The database secret stays under Secrets Manager's AWS-managed key: a key of
 * ours would need `kms:Decrypt` here for something else than secrets of callers.
 */
export function taskRolePolicy(args: TaskRolePolicyArgs): PolicyDocument {
  return policyDocument(
    {
      Sid: 'EncryptAndDecryptSecrets',
      Effect: 'Allow',
      Action: serviceKeyActions,
      Resource: args.applicationKeyArns,
      Condition: onlyWithKeywatchContext,
    },
    {
      Sid: 'ReadDatabaseCredentials',
      Effect: 'Allow',
      Action: 'secretsmanager:GetSecretValue',
      Resource: args.databaseSecretArn,
    },
  );
}
