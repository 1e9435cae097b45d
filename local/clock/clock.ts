/** Time, and doing something later. Injected everywhere, so that tests decide what time it is. */
export interface Clock {
  readonly nowMs: () => number;
  /** Runs something once after a delay, and answers how to call it off. */
  readonly schedule: (delayMs: number, run: () => void) => () => void;
}

/** The machine's clock. A scheduled run does not by itself keep the process alive. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  schedule: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
