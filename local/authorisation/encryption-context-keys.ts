/**
 * The condition keys `kms:EncryptionContext:NAME`, one per pair. The policy simulator knows them but drops their values
 * from requests, because it expects the variable part of a condition key behind a slash. So they travel through it under
 * a global key that has one, in policies and requests alike: same type, same operators, same answer.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context
 */
const encryptionContextKey = /^kms:encryptioncontext:/i;

/** The name a condition key has inside the simulator. */
export const simulatedKey = (key: string): string =>
  encryptionContextKey.test(key) ? `aws:RequestTag/${key}` : key;

const renameKeys = (values: object): object =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [simulatedKey(key), value as unknown]));

function renameConditions(statement: object): object {
  if (
    !('Condition' in statement) ||
    typeof statement.Condition !== 'object' ||
    statement.Condition === null
  ) {
    return statement;
  }
  const conditions = Object.entries(statement.Condition as Readonly<Record<string, object>>);
  return {
    ...statement,
    Condition: Object.fromEntries(conditions.map(([operator, tests]) => [operator, renameKeys(tests)])),
  };
}

/** A policy document with its condition keys as the simulator takes them. */
export function simulatedDocument(document: unknown): unknown {
  if (typeof document !== 'object' || document === null || !('Statement' in document)) return document;
  const statements = [document.Statement].flat() as object[];
  return { ...document, Statement: statements.map(renameConditions) };
}
