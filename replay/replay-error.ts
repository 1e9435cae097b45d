/** What was given holds nothing to replay, or can't be used for it. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
  readonly code = 'REPLAY';
}
