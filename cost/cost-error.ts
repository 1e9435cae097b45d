/** A cost that can't be told, and what would have to be known for it; the message is a sentence for the user. */
export class CostError extends Error {
  override readonly name = 'CostError';
  readonly code = 'COST';
}
