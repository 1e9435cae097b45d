/**
 * What `work` settles to, or a rejection with `expired()` once `deadlineMs` have passed. The work itself is
 * not stopped: `expired` must end what it can (a connection, say), and a late rejection is swallowed.
 */
export const withDeadline = <T>(deadlineMs: number, work: PromiseLike<T>, expired: () => Error): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(expired()), deadlineMs);
    work.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as it came
        reject(error);
      },
    );
  });
