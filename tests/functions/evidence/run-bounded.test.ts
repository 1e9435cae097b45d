import { expect, it } from 'vitest';
import { runBounded } from '../../../functions/evidence/run-bounded.ts';

it('runs at most so many at once, and answers in the order of the items', async () => {
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const all = runBounded(['a', 'b', 'c', 'd', 'e'], 2, async (item) => {
    most = Math.max(most, (running += 1));
    await new Promise<void>((resolve) => ends.push(resolve));
    running -= 1;
    return item.toUpperCase();
  });
  const endOne = async (): Promise<void> => {
    ends.pop()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  for (let ended = 0; ended < 5; ended += 1) await endOne();
  expect(await all).toEqual(['A', 'B', 'C', 'D', 'E']);
  expect(most).toBe(2);
});

it('answers nothing to no items', async () => {
  expect(await runBounded([], 2, (item: string) => Promise.resolve(item))).toEqual([]);
});
