/** Counts how often something happened lately, in whole seconds: as much memory as the window has seconds. */
export interface RecentTimes {
  add(atMs: number): void;
  /** Within the window that ends at `nowMs`. */
  countUntil(nowMs: number): number;
  /** When it last happened. */
  readonly lastMs: number | undefined;
}

export function createRecentTimes(windowMs: number): RecentTimes {
  const perSecond = new Map<number, number>();
  let lastMs: number | undefined;
  const forgetBefore = (second: number): void => {
    for (const key of perSecond.keys()) if (key < second) perSecond.delete(key);
  };
  return {
    get lastMs() {
      return lastMs;
    },
    add(atMs) {
      const second = Math.floor(atMs / 1_000);
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
      lastMs = Math.max(lastMs ?? atMs, atMs);
      if (perSecond.size > windowMs / 1_000) forgetBefore(second - windowMs / 1_000);
    },
    countUntil(nowMs) {
      const since = (nowMs - windowMs) / 1_000;
      let sum = 0;
      for (const [second, amount] of perSecond) if (second > since) sum += amount;
      return sum;
    },
  };
}
