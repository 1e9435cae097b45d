/** A command was given something it can't use; the message says what, and what it takes. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
