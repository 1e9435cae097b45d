/**
 * The stable name of somebody else's error: `ThrottlingException`, `ECONNREFUSED`, `28P01`, `TimeoutError`.
 * Never its message, which may quote a request or a row.
 */
export const errorCodeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'UnknownError';
  const { code, errorCode } = error as { code?: unknown; errorCode?: unknown };
  if (typeof errorCode === 'string') return errorCode;
  return GENERIC_NAMES.has(error.name) && typeof code === 'string' ? code : error.name;
};

/** Names that say less than the `code` beside them. */
const GENERIC_NAMES = new Set(['Error', 'TypeError', 'AggregateError', 'PostgresError']);
