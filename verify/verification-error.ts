/** AWS can't be asked at all; the message says why and how to cure it. */
export class VerificationError extends Error {
  override readonly name = 'VerificationError';
  readonly code = 'VERIFICATION';
}
