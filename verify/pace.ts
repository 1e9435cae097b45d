/** Time, injected so that tests decide it. */
export interface Clock {
  nowMs(): number;
  sleep(ms: number): Promise<void>;
}

/** Resolves when the next call may be made. */
export type Pace = () => Promise<void>;

/** Calls at least `intervalMs` apart; the first at once. */
export function createPace(clock: Clock, intervalMs: number): Pace {
  let nextMs = -Infinity;
  return async () => {
    const waitMs = nextMs - clock.nowMs();
    if (waitMs > 0) await clock.sleep(waitMs);
    nextMs = clock.nowMs() + intervalMs;
  };
}
