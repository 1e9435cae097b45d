/** A part of a list, and the token that leads to the next. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

export interface PageRequest {
  /** Items per page, at least 1. */
  readonly limit: number;
  readonly nextToken: string | undefined;
  /** Newest first; the list itself is always given oldest first. */
  readonly descending?: boolean;
}

const tokenPattern = /^(\d{1,15})-(\d{1,15})$/;

/**
 * One page of a list that may grow between pages: the token holds how long the list was at the first page, so that what
 * comes later neither shifts nor repeats what is still to be read.
 * @returns `undefined` when the token is none that an earlier page gave.
 */
export function readPage<T>(
  oldestFirst: readonly T[],
  { limit, nextToken, descending }: PageRequest,
): Page<T> | undefined {
  const [, size, from] = tokenPattern.exec(nextToken ?? `${oldestFirst.length}-0`) ?? [];
  if (size === undefined || from === undefined || Number(size) > oldestFirst.length) return undefined;
  const known = oldestFirst.slice(0, Number(size));
  const ordered = descending ? known.reverse() : known;
  const end = Number(from) + limit;
  return {
    items: ordered.slice(Number(from), end),
    nextToken: end < ordered.length ? `${size}-${end}` : undefined,
  };
}
