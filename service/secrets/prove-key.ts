import { UnavailableError, WrongKeyError } from '../errors.ts';
import { parseRecordHead } from '../record/parse-record-head.ts';
import type { Credentials, RecordHead } from '../record/record-format.ts';
import type { RequestScope } from '../request-scope.ts';
import type { SecretDependencies } from './dependencies.ts';

/** A record whose Key KMS has just accepted. Whoever asked wipes the data key. */
export interface ProvenRecord {
  readonly record: RecordHead;
  readonly dataKey: Buffer;
}

/**
 * Has KMS decide whether the Key opens the Name, by exactly one Decrypt. For a Name that doesn't exist the
 * decoy takes the record's place: same derivation, same call, same error, same time.
 * @throws WrongKeyError, UnavailableError, RecordIntegrityError
 */
export const proveKey = async (
  { store, dataKeys, decoy }: SecretDependencies,
  credentials: Credentials,
  request: RequestScope,
): Promise<ProvenRecord> => {
  if (decoy.head === undefined) throw new UnavailableError('decoy', 'NotReady');
  const row = await store.findHead(credentials.name, request.leftMs());
  const record = row === undefined ? decoy.head : parseRecordHead(row);
  const context = record.format.encryptionContext(record.salt, credentials);
  const dataKey = await dataKeys.decrypt(record, context, request);
  if (row === undefined) {
    dataKey.fill(0);
    throw new WrongKeyError();
  }
  return { record, dataKey };
};
