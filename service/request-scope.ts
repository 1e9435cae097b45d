import { UnavailableError } from './errors.ts';
import type { Logger } from './log/logger.ts';

/** What one request carries through the service: where its lines go, and how long it may still take. */
export interface RequestScope {
  readonly log: Logger;
  /**
   * What is left until the request must be answered, in milliseconds: no step may take longer, whatever its
   * own limit. @throws UnavailableError when nothing is left, so that nothing more is begun.
   */
  leftMs(): number;
}

/** The scope of a request that must be answered `deadlineMs` from now. */
export const openRequestScope = (log: Logger, deadlineMs: number): RequestScope => {
  const endsAtMs = performance.now() + deadlineMs;
  return {
    log,
    leftMs() {
      const leftMs = endsAtMs - performance.now();
      if (leftMs <= 0) throw new UnavailableError('handler', 'DeadlineExceeded');
      return leftMs;
    },
  };
};

/** The scope of work that nobody waits for. */
export const openBackgroundScope = (log: Logger): RequestScope => ({ log, leftMs: () => Infinity });
