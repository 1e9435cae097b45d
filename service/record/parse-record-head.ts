import { recordFormats } from './record-formats.ts';
import type { RecordHead } from './record-format.ts';
import { RecordIntegrityError } from './record-integrity-error.ts';

/** The head of a record as the database holds it, before its format version is understood. */
export interface RecordHeadRow {
  readonly id: string;
  readonly formatVersion: number;
  readonly kmsKeyArn: string;
  readonly salt: Buffer;
  readonly wrappedDataKey: Buffer;
}

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html CiphertextBlob: 1 to 6144 bytes */
const MAX_CIPHERTEXT_BLOB_BYTES = 6144;

/** @throws RecordIntegrityError for a format version this build doesn't know or a length that can't be. */
export const parseRecordHead = (row: RecordHeadRow): RecordHead => {
  const { id, formatVersion, kmsKeyArn, salt, wrappedDataKey } = row;
  const format = recordFormats.get(formatVersion);
  if (format === undefined) {
    throw new RecordIntegrityError(id, `Format version ${formatVersion} is unknown to this build.`);
  }
  if (salt.byteLength !== format.saltBytes) {
    throw new RecordIntegrityError(id, 'The salt has an impossible length.');
  }
  if (wrappedDataKey.byteLength < 1 || wrappedDataKey.byteLength > MAX_CIPHERTEXT_BLOB_BYTES) {
    throw new RecordIntegrityError(id, 'The wrapped data key has an impossible length.');
  }
  return { id, kmsKeyArn, salt, wrappedDataKey, format };
};
