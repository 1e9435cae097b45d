import { setTimeout as delay } from 'node:timers/promises';

export interface WaitUntilReadyOptions {
  /** Asks once, and gives up when its signal is aborted. */
  readonly isReady: (signal: AbortSignal) => Promise<boolean>;
  /** Why it will never be ready, once that is known. */
  readonly hopeless: () => string | undefined;
  readonly deadlineMs: number;
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined;
  /** Of a clock that nobody sets. */
  readonly nowMs?: () => number;
}

/** What one question may take of the time there is. */
const answerDeadlineMs = 2_000;
const pauseMs = 50;

/**
 * Asks until something is ready, and answers what went wrong, or `undefined` once it is.
 * @throws the signal's reason when it is aborted.
 */
export async function waitUntilReady(options: WaitUntilReadyOptions): Promise<string | undefined> {
  const { isReady, hopeless, deadlineMs, signal, nowMs = () => performance.now() } = options;
  const aborted = signal === undefined ? [] : [signal];
  const endMs = nowMs() + deadlineMs;
  for (;;) {
    signal?.throwIfAborted();
    const reason = hopeless();
    if (reason !== undefined) return reason;
    const leftMs = endMs - nowMs();
    if (leftMs <= 0) return `was not ready within ${deadlineMs / 1000} s`;
    const answerInTime = AbortSignal.timeout(Math.ceil(Math.min(answerDeadlineMs, leftMs)));
    if (await isReady(AbortSignal.any([answerInTime, ...aborted]))) return undefined;
    await delay(pauseMs);
  }
}
