/** AWS can't be asked at all; the message says why. */
export class VerificationError extends Error {
  override readonly name = 'VerificationError';
  readonly code: 'CREDENTIALS' | 'PERMISSION' | 'NO_ANSWER';

  /** `CREDENTIALS`: AWS takes none that it was given, if any. The others' messages say how to cure it. */
  constructor(code: VerificationError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
