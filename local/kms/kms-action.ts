import { type Authorise, assertAuthorised, globalConditionContext } from '../authorisation/authorisation.ts';
import type { Call, Input, Output } from '../endpoint/aws-service.ts';
import type { EncryptionContext } from './encryption-context.ts';
import type { KeyStore } from './key-store.ts';
import type { ResolvedKey } from './resolve-key.ts';

/** What the actions work with. */
export interface KmsActionOptions {
  readonly keys: KeyStore;
  readonly authorise: Authorise;
}

/** What an action has found out before it answered or failed; CloudTrail records it either way. */
export interface Trace {
  resourceArn?: string;
  keyMaterialId?: string;
}

export type KmsAction = (input: Input, call: Call, trace: Trace) => Promise<Output>;

/** The only algorithm of symmetric keys. */
export const symmetricDefault = 'SYMMETRIC_DEFAULT';

/**
 * Asks the policies, with KMS's condition keys. Without pairs in the encryption context
 * `kms:EncryptionContextKeys` does not exist, which `Null` conditions see.
 * @throws AwsError AccessDeniedException.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
export function assertKeyAuthorised(
  authorise: Authorise,
  call: Call,
  action: string,
  { key, requestAlias }: ResolvedKey,
  encryptionContext?: EncryptionContext,
): Promise<void> {
  const pairs = [...(encryptionContext ?? [])];
  return assertAuthorised(authorise, {
    principal: call.caller.principal,
    action,
    resource: key.arn,
    context: {
      ...globalConditionContext(call),
      'kms:CallerAccount': call.caller.principal.accountId,
      ...(encryptionContext === undefined ? {} : { 'kms:EncryptionAlgorithm': symmetricDefault }),
      ...(requestAlias === undefined ? {} : { 'kms:RequestAlias': requestAlias }),
      ...(pairs.length === 0 ? {} : { 'kms:EncryptionContextKeys': pairs.map(([name]) => name) }),
      ...Object.fromEntries(pairs.map(([name, value]) => [`kms:EncryptionContext:${name}`, value])),
    },
  });
}
