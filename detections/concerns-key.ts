import { any, is, isOneOf, type Condition } from './condition.ts';

/**
 * That a call is about a KMS key: a record names keys and aliases in `resources`, in any order; one of a denied
 * call has neither these nor parameters, and names the key in its message alone.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html
 */
export function concernsKey(keyArn: string, ...aliasArns: readonly string[]): Condition {
  return any(isOneOf('resources[*].ARN', [keyArn, ...aliasArns]), is('errorMessage', `*${keyArn}*`));
}
