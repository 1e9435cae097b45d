/** Time, injected so that tests decide it. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
}

export interface WaitOptions {
  readonly clock: Clock;
  readonly pollMs: number;
  readonly deadlineMs: number;
  /** Called before each pause with the whole seconds waited so far. */
  readonly onProgress: (waitedSeconds: number) => void;
}

/** Polls until `look` finds something; `undefined` when the deadline passes first. */
export async function waitFor<T>(
  look: () => Promise<T | undefined>,
  options: WaitOptions,
): Promise<T | undefined> {
  const startMs = options.clock.now();
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    const waitedMs = options.clock.now() - startMs;
    if (waitedMs >= options.deadlineMs) return undefined;
    options.onProgress(Math.round(waitedMs / 1000));
    await options.clock.sleep(Math.min(options.pollMs, options.deadlineMs - waitedMs));
  }
}
