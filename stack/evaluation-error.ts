/**
 * Why a stack could not be evaluated: one message per problem, each a sentence a user can act on.
 * What the program printed before it failed is kept in `programOutput`.
 */
export class EvaluationError extends Error {
  readonly code = 'EVALUATION_FAILED';
  readonly programOutput: string;

  constructor(message: string, details: { programOutput?: string; cause?: unknown } = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'EvaluationError';
    this.programOutput = details.programOutput ?? '';
  }
}
