import type { Statement } from '../../policy-documents.ts';

/**
 * Whether a statement demands exactly one encryption context key: no other (`ForAllValues`, which an empty context
 * also fulfils) and not none (`Null`).
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context-keys
 */
export function hasExactContextKey({ conditions }: Statement): boolean {
  const onKeys = conditions.filter(({ key }) => key.toLowerCase() === 'kms:encryptioncontextkeys');
  return (
    onKeys.some(({ operator, values }) => operator === 'ForAllValues:StringEquals' && values.length === 1) &&
    onKeys.some(({ operator, values }) => operator === 'Null' && values[0] === 'false')
  );
}
