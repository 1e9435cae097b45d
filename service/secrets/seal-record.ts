import { randomUUID } from 'node:crypto';

import { currentRecordFormat } from '../record/record-formats.ts';
import { publicRandomBytes } from '../record/public-random-bytes.ts';
import type { RequestScope } from '../request-scope.ts';
import type { NewRecord } from '../store/record-store.ts';
import type { SecretDependencies } from './dependencies.ts';

/** A record not stored yet, and the only copy of the Key that opens it. */
export interface FreshRecord {
  readonly record: NewRecord;
  readonly key: string;
}

/** Makes a record of Text under a fresh random Key, by exactly one GenerateDataKey. @throws UnavailableError */
export const sealRecord = async (
  { dataKeys }: Pick<SecretDependencies, 'dataKeys'>,
  name: string,
  text: string,
  request: RequestScope,
): Promise<FreshRecord> => {
  const format = currentRecordFormat;
  const id = randomUUID();
  const key = randomUUID();
  const salt = publicRandomBytes(format.saltBytes);
  const credentials = { name, key };
  const dataKey = await dataKeys.generate(id, format.encryptionContext(salt, credentials), request);
  try {
    const sealed = format.seal(dataKey.plaintext, salt, credentials, text);
    const { kmsKeyArn, wrapped } = dataKey;
    const head = { id, formatVersion: format.version, kmsKeyArn, salt, wrappedDataKey: wrapped };
    return { record: { ...head, ...sealed }, key };
  } finally {
    dataKey.plaintext.fill(0);
  }
};
