/**
 * What `work` settles to, or a rejection with `expired()` once `deadlineMs` have passed. The work itself is
 * not stopped: `expired` must end what it can (a connection, say), and a late rejection is swallowed.
 */
export const withDeadline = async <T>(
  deadlineMs: number,
  work: PromiseLike<T>,
  expired: () => Error,
): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(expired()), deadlineMs);
  });
  try {
    return await Promise.race([work, expiry]);
  } finally {
    clearTimeout(timer);
  }
};
