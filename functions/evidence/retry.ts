/** How often something is tried, and what is waited between. */
export interface Retry {
  readonly attempts: number;
  /** Before the second attempt; twice as long before each further one. */
  readonly firstDelayMs: number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Tries until it succeeds, the attempts are used up, or an error is not worth another one. @throws the last error. */
export async function retry<T>(
  attempt: () => Promise<T>,
  {
    attempts,
    firstDelayMs,
    sleep,
    isWorthIt,
  }: Retry & { readonly isWorthIt: (error: unknown, delayMs: number) => boolean },
): Promise<T> {
  for (let done = 1, delayMs = firstDelayMs; ; done += 1, delayMs *= 2) {
    try {
      return await attempt();
    } catch (error) {
      if (done >= attempts || !isWorthIt(error, delayMs)) throw error;
    }
    await sleep(delayMs);
  }
}
