/** The local run can't start as it was asked to; the message says why and what to do. */
export class LocalRunError extends Error {
  override readonly name = 'LocalRunError';
  readonly code = 'LOCAL_RUN';
}

/** A part of the local run broke, whatever it was asked; the message says which, and where its log is. */
export class BrokenRunError extends Error {
  override readonly name = 'BrokenRunError';
  readonly code = 'BROKEN_RUN';
}
