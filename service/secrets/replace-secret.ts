import { NameTakenError } from '../errors.ts';
import type { RecordHead } from '../record/record-format.ts';
import type { RequestScope } from '../request-scope.ts';
import type { NewRecord } from '../store/record-store.ts';
import type { SecretDependencies } from './dependencies.ts';
import { proveKey } from './prove-key.ts';
import { sealRecord } from './seal-record.ts';
import type { StoredSecret } from './stored-secret.ts';

const FASTER = 'Another request replaced this secret at the same moment';

/**
 * Replaces the secret of a Name whose current Key is given: one Decrypt to prove
 * the Key, one GenerateDataKey, and a compare-and-swap on the record that was proven. Of two at once one
 * wins; the other learns that somebody was faster, and its Key opens nothing any more.
 *
 * A wrong Key and an unknown Name are answered exactly as on decrypt: 400 and the wrong-Key Message, although
 * this is /encrypt. When the answer to the swap is lost, or the caller left before its own, the former record is put back: the
 * caller has its Key and no other.
 * @throws WrongKeyError, NameTakenError, UnavailableError, RecordIntegrityError
 */
export const replaceSecret = async (
  dependencies: SecretDependencies,
  { name, key, text }: { readonly name: string; readonly key: string; readonly text: string },
  request: RequestScope,
): Promise<StoredSecret> => {
  const { store, withdrawals } = dependencies;
  const { record: proven, dataKey } = await proveKey(dependencies, { name, key }, request);
  dataKey.fill(0);
  const former = await readWhole(store, proven, request);
  const { record, key: newKey } = await sealRecord(dependencies, name, text, request);
  const write = {
    recordId: record.id,
    log: request.log,
    written: store.replace(name, former.id, record, request.leftMs()),
    takeBack: () => store.replace(name, record.id, former),
  };
  if (!(await withdrawals.guard(write))) throw new NameTakenError(FASTER);
  return { key: newKey, withdraw: () => withdrawals.withdraw(write) };
};

/** @throws NameTakenError when the record was replaced since its head was read. */
const readWhole = async (
  store: SecretDependencies['store'],
  { id, format, kmsKeyArn, salt, wrappedDataKey }: RecordHead,
  request: RequestScope,
): Promise<NewRecord> => {
  const sealed = await store.readBody(id, request.leftMs());
  if (sealed === undefined) throw new NameTakenError(FASTER);
  return { id, formatVersion: format.version, kmsKeyArn, salt, wrappedDataKey, ...sealed };
};
