import { WrongKeyError } from '../errors.ts';
import type { Credentials } from '../record/record-format.ts';
import type { RequestScope } from '../request-scope.ts';
import type { SecretDependencies } from './dependencies.ts';
import { proveKey } from './prove-key.ts';

/**
 * The Text of a Name whose Key is given. The body is read only after KMS has accepted the Key. If the secret
 * was replaced in between, the Key has just become a wrong one.
 * @throws WrongKeyError, UnavailableError, RecordIntegrityError
 */
export const openSecret = async (
  dependencies: SecretDependencies,
  credentials: Credentials,
  request: RequestScope,
): Promise<string> => {
  const { record, dataKey } = await proveKey(dependencies, credentials, request);
  try {
    const sealed = await dependencies.store.readBody(record.id, request.leftMs());
    if (sealed === undefined) throw new WrongKeyError();
    return record.format.open(dataKey, record, credentials, sealed);
  } finally {
    dataKey.fill(0);
  }
};
