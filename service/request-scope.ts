import { UnavailableError } from './errors.ts';
import type { Logger } from './log/logger.ts';

/** Who asked for what. */
export interface Caller {
  /** As the trusted proxies saw it. */
  readonly clientAddress: string;
  /** The route's pattern. */
  readonly route: string;
}

/** What one request carries through the service: where its lines go, and how long it may still take. */
export interface RequestScope {
  readonly log: Logger;
  /** Undefined where nobody asked. */
  readonly caller?: Caller;
  /**
   * What is left until the request must be answered, in milliseconds: no step may take longer, whatever its
   * own limit. @throws UnavailableError when nothing is left, so that nothing more is begun.
   */
  leftMs(): number;
}

/** The scope of a request that must be answered `deadlineMs` from now. */
export const openRequestScope = (log: Logger, caller: Caller, deadlineMs: number): RequestScope => {
  const endsAtMs = performance.now() + deadlineMs;
  return {
    log,
    caller,
    leftMs() {
      const leftMs = endsAtMs - performance.now();
      if (leftMs <= 0) throw new UnavailableError('handler', 'DeadlineExceeded');
      return leftMs;
    },
  };
};

/** The scope of work that nobody waits for. */
export const openBackgroundScope = (log: Logger): RequestScope => ({ log, leftMs: () => Infinity });
