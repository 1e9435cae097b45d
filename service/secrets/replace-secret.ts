import { NameTakenError } from '../errors.ts';
import type { RequestScope } from '../request-scope.ts';
import type { SecretDependencies } from './dependencies.ts';
import { proveKey } from './prove-key.ts';
import { sealRecord } from './seal-record.ts';

/**
 * Replaces the secret of a Name whose current Key is given, and returns the new Key: one Decrypt to prove
 * the Key, one GenerateDataKey, and a compare-and-swap on the record that was proven. Of two at once one
 * wins; the other learns that somebody was faster, and its Key opens nothing any more.
 *
 * A wrong Key and an unknown Name are answered exactly as on decrypt: 400 and the wrong-Key Message, although
 * this is /encrypt. When the answer to the swap is lost, the new record is withdrawn and the Name is free.
 * @throws WrongKeyError, NameTakenError, UnavailableError, RecordIntegrityError
 */
export const replaceSecret = async (
  dependencies: SecretDependencies,
  { name, key, text }: { readonly name: string; readonly key: string; readonly text: string },
  request: RequestScope,
): Promise<string> => {
  const { record: proven, dataKey } = await proveKey(dependencies, { name, key }, request);
  dataKey.fill(0);
  const { record, key: newKey } = await sealRecord(dependencies, name, text, request);
  const replaced = dependencies.store.replace(name, proven.id, record, request.leftMs());
  if (!(await dependencies.withdrawals.guard(record.id, replaced))) {
    throw new NameTakenError('Another request replaced this secret at the same moment');
  }
  return newKey;
};
