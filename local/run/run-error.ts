/** The local run can't start or can't go on; the message says why and what to do. */
export class LocalRunError extends Error {
  override readonly name = 'LocalRunError';
  readonly code = 'LOCAL_RUN';
}
