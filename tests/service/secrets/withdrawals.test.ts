import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Withdrawals } from '../../../service/secrets/withdrawals.ts';
import { NoConnectionError } from '../../../service/store/no-connection-error.ts';
import { createMemoryLog, type MemoryLog } from '../support/memory-log.ts';

const HOUR_MS = 3_600_000;
let log: MemoryLog;
let withdrawals: Withdrawals;

beforeEach(() => {
  vi.useFakeTimers();
  log = createMemoryLog();
  withdrawals = new Withdrawals({ log: log.log });
});
afterEach(() => {
  withdrawals.stop();
  vi.useRealTimers();
});

const lost = new Error('the answer never came');

/** When each try was made, in milliseconds after a write that failed; the last of `found` goes on for ever. */
const triesAfter = async (error: Error, found: readonly (() => Promise<boolean>)[]): Promise<number[]> => {
  const failedMs = Date.now();
  const tries: number[] = [];
  const takeBack = (): Promise<boolean> => {
    tries.push(Date.now() - failedMs);
    return (found[tries.length - 1] ?? found.at(-1))?.() ?? Promise.resolve(false);
  };
  const guarded = withdrawals.guard({ recordId: 'r', written: Promise.reject(error), takeBack });
  await expect(guarded).rejects.toBe(error);
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  return tries;
};

const yes = () => Promise.resolve(true);
const no = () => Promise.resolve(false);
const fails = () => Promise.reject(new Error('no database'));

describe('a write of which nobody knows whether it happened', () => {
  it.each([
    ['is taken back after two seconds', [yes], [2_000], 1],
    ['is looked for again where it is not found, after 15 seconds', [no, yes], [2_000, 15_000], 1],
    ['is tried again where the database fails', [fails, fails, yes], [2_000, 15_000, 120_000], 1],
    ['is given up after the third try', [no], [2_000, 15_000, 120_000], 0],
  ])('%s', async (_title, found, expectedDelaysMs, withdrawn) => {
    const tries = await triesAfter(lost, found);
    // Each delay counts from the try before.
    expect(tries.map((atMs, index) => atMs - (tries[index - 1] ?? 0))).toEqual(expectedDelaysMs);
    expect(log.ofEvent('write-unknown')).toMatchObject([{ recordId: 'r' }]);
    expect(log.ofEvent('record-withdrawn')).toHaveLength(withdrawn);
  });

  it('is not tried any more once the service stops', async () => {
    const takeBack = vi.fn(yes);
    const guarded = withdrawals.guard({ recordId: 'r', written: Promise.reject(lost), takeBack });
    await expect(guarded).rejects.toBe(lost);
    withdrawals.stop();
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    expect(takeBack).not.toHaveBeenCalled();
  });
});

describe('nothing is taken back', () => {
  it('of a write that was never sent', async () => {
    expect(await triesAfter(new NoConnectionError('never sent'), [yes])).toEqual([]);
  });

  it('of a write that was answered', async () => {
    const takeBack = vi.fn(yes);
    const guarded = withdrawals.guard({ recordId: 'r', written: Promise.resolve('stored'), takeBack });
    expect(await guarded).toBe('stored');
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    expect(takeBack).not.toHaveBeenCalled();
  });
});
