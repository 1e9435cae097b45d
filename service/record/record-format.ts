/** KMS's encryption context of a record: exactly one entry, as the task role's policy demands. */
export interface RecordContext {
  readonly keywatch: string;
}

/** What a caller presents to open a record. */
export interface Credentials {
  readonly name: string;
  readonly key: string;
}

/** Text as it is kept: AES-256-GCM ciphertext with the 16-byte tag at its end, and the nonce it used. */
export interface SealedText {
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
}

/** The part of a record that is read before KMS has agreed, its format version already understood. */
export interface RecordHead {
  readonly id: string;
  readonly format: RecordFormat;
  readonly kmsKeyArn: string;
  readonly salt: Buffer;
  readonly wrappedDataKey: Buffer;
}

/**
 * One version of the record format: how a caller's Key and Name become KMS's encryption context and the
 * key of the body. A released version never changes; a new idea is a new version beside it.
 */
export interface RecordFormat {
  readonly version: number;
  readonly saltBytes: number;
  encryptionContext(salt: Buffer, credentials: Credentials): RecordContext;
  seal(dataKey: Buffer, salt: Buffer, credentials: Credentials, text: string): SealedText;
  /** @throws RecordIntegrityError when the tag disagrees or a length is impossible. */
  open(
    dataKey: Buffer,
    record: Pick<RecordHead, 'id' | 'salt'>,
    credentials: Credentials,
    sealed: SealedText,
  ): string;
}
