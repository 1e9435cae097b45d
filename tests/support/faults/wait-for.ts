import { setTimeout as delay } from 'node:timers/promises';

/** Waits until something is so, and answers how long that took. @throws Error when it takes longer than allowed. */
export const waitFor = async (
  isSo: () => boolean | Promise<boolean>,
  { timeoutMs = 20_000, intervalMs = 10 } = {},
): Promise<number> => {
  const startedAt = performance.now();
  while (!(await isSo())) {
    if (performance.now() - startedAt > timeoutMs) throw new Error(`It was not so within ${timeoutMs} ms.`);
    await delay(intervalMs);
  }
  return performance.now() - startedAt;
};
