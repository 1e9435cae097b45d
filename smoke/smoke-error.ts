/** The scenario can't be tried on what the outputs name; the message says why. */
export class SmokeError extends Error {
  override readonly name = 'SmokeError';
}
