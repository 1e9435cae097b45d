interface DescribedError {
  readonly type: string;
  readonly code?: string;
  readonly frames: readonly string[];
  readonly cause?: DescribedError;
}

const MAX_CAUSES = 4;

/** Lines of a stack that are call sites. The others repeat the message, which may quote a request or a row. */
const framesOf = (stack: string | undefined): string[] =>
  (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());

/**
 * An error reduced to what can be logged: its type, its code and where it was thrown. Messages are left out
 * by construction: JSON.parse quotes the body, Postgres the row, Node's HTTP parser carries the raw packet.
 */
export const describeError = (error: unknown, depth = 0): DescribedError => {
  if (!(error instanceof Error)) return { type: typeof error, frames: [] };
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return {
    type: error.name,
    ...(typeof code === 'string' && { code }),
    frames: framesOf(error.stack),
    ...(cause !== undefined && depth < MAX_CAUSES && { cause: describeError(cause, depth + 1) }),
  };
};
