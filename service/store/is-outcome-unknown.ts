import postgres from 'postgres';

/**
 * Whether a statement that failed may have happened all the same: Postgres didn't answer. An error it sent
 * itself, whatever its SQLSTATE, means that the statement was rolled back.
 */
export const isOutcomeUnknown = (error: unknown): boolean =>
  !(error instanceof Error && error.cause instanceof postgres.PostgresError);
