import { any, isOneOf, type Condition } from './condition.ts';

/**
 * That a call is about a KMS key: a record names keys and aliases in `resources`, in any order; one of a denied
 * call has neither these nor parameters, and names what was denied, key or alias, in its message alone.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html
 */
export function concernsKey(keyArn: string, ...aliasArns: readonly string[]): Condition {
  const arns = [keyArn, ...aliasArns];
  return any(
    isOneOf('resources[*].ARN', arns),
    isOneOf(
      'errorMessage',
      arns.map((arn) => `*${arn}*`),
    ),
  );
}
