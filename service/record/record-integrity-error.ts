/**
 * A record that can't be what this service wrote: an unknown format version, impossible lengths, or a body
 * whose tag disagrees although KMS accepted the caller's Key. Never the caller's fault.
 */
export class RecordIntegrityError extends Error {
  override readonly name = 'RecordIntegrityError';
  readonly code = 'record-integrity';
  readonly recordId: string;

  constructor(recordId: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.recordId = recordId;
  }
}
