import type { HttpClient } from './http-client.ts';
import type { Operation } from './operations.ts';

/** What a spell of load came to. */
export interface LoadResult {
  readonly requests: number;
  readonly elapsedMs: number;
  readonly latenciesMs: readonly number[];
}

/**
 * Keeps `concurrency` requests under way for `durationMs`, each lane sending its next as soon as it is answered;
 * the time until the last answer counts.
 * @throws Error for an answer with another status than the operation's: the work was not done.
 */
export const saturate = async (
  client: HttpClient,
  operation: Operation,
  { concurrency, durationMs }: { readonly concurrency: number; readonly durationMs: number },
): Promise<LoadResult> => {
  const startedMs = performance.now();
  const latenciesMs: number[] = [];
  const lane = async (): Promise<void> => {
    while (performance.now() - startedMs < durationMs) {
      const sentMs = performance.now();
      const { statusCode, body } = await client.send(operation.next());
      if (statusCode !== operation.expectedStatus) {
        throw new Error(`${operation.title} was answered ${statusCode}: ${body}`);
      }
      latenciesMs.push(performance.now() - sentMs);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return { requests: latenciesMs.length, elapsedMs: performance.now() - startedMs, latenciesMs };
};
