import postgres from 'postgres';

import { NoConnectionError } from './no-connection-error.ts';

/**
 * Whether a statement that failed may have happened all the same: it was sent, and Postgres didn't answer. An
 * error it sent itself, whatever its SQLSTATE, means that the statement was rolled back.
 */
export const isOutcomeUnknown = (error: unknown): boolean =>
  !(error instanceof NoConnectionError) &&
  !(error instanceof Error && error.cause instanceof postgres.PostgresError);
