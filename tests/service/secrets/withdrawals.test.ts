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
  withdrawals = new Withdrawals();
});
afterEach(async () => {
  await withdrawals.stop();
  vi.useRealTimers();
});

const lost = new Error('the answer never came');
const write = <T>(written: Promise<T>, takeBack: () => Promise<boolean>) => ({
  recordId: 'r',
  log: log.log,
  written,
  takeBack,
});

/** When each try was made, in milliseconds after a write that failed; the last of `found` goes on for ever. */
const triesAfter = async (error: Error, found: readonly (() => Promise<boolean>)[]): Promise<number[]> => {
  const failedMs = Date.now();
  const tries: number[] = [];
  const takeBack = (): Promise<boolean> => {
    tries.push(Date.now() - failedMs);
    return (found[tries.length - 1] ?? found.at(-1))?.() ?? Promise.resolve(false);
  };
  const guarded = withdrawals.guard(write(Promise.reject(error), takeBack));
  await expect(guarded).rejects.toBe(error);
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  return tries;
};

const yes = () => Promise.resolve(true);
const no = () => Promise.resolve(false);
const fails = () => Promise.reject(new Error('no database'));

describe('a write of which nobody knows whether it happened', () => {
  it.each([
    ['is taken back after a tenth of a second', [yes], [100], 1],
    ['is looked for again where it is not found, after 2 seconds', [no, yes], [100, 2_000], 1],
    ['is tried again where the database fails', [fails, fails, fails, yes], [100, 2_000, 5_000, 10_000], 1],
    ['is given up after some minutes', [no], [100, 2_000, 5_000, 10_000, 20_000, 40_000, 80_000], 0],
  ])('%s', async (_title, found, expectedDelaysMs, withdrawn) => {
    const tries = await triesAfter(lost, found);
    // Each delay counts from the try before.
    expect(tries.map((atMs, index) => atMs - (tries[index - 1] ?? 0))).toEqual(expectedDelaysMs);
    expect(log.ofEvent('write-unknown')).toMatchObject([{ recordId: 'r' }]);
    expect(log.ofEvent('record-withdrawn')).toHaveLength(withdrawn);
  });

  it.each([
    ['is found', yes, 1],
    ['is not found', no, 0],
    ['is out of reach', fails, 0],
  ])(
    'is looked for once more when the service stops, and then left alone: it %s',
    async (_title, found, withdrawn) => {
      const takeBack = vi.fn(found);
      const guarded = withdrawals.guard(write(Promise.reject(lost), takeBack));
      await expect(guarded).rejects.toBe(lost);
      await withdrawals.stop();
      expect(takeBack).toHaveBeenCalledTimes(1);
      expect(log.ofEvent('record-withdrawn')).toHaveLength(withdrawn);
      await vi.advanceTimersByTimeAsync(HOUR_MS);
      expect(takeBack).toHaveBeenCalledTimes(1);
    },
  );

  it('is looked for once more although a try was under way when the service stopped, which makes no other', async () => {
    let answer: (found: boolean) => void = () => undefined;
    const underWay = () => new Promise<boolean>((resolve) => (answer = resolve));
    const takeBack = vi.fn(yes).mockImplementationOnce(underWay);
    const guarded = withdrawals.guard(write(Promise.reject(lost), takeBack));
    await expect(guarded).rejects.toBe(lost);
    await vi.advanceTimersByTimeAsync(100);
    await withdrawals.stop();
    answer(false);
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    expect(takeBack).toHaveBeenCalledTimes(2);
    expect(log.ofEvent('record-withdrawn')).toHaveLength(1);
  });

  it('is not taken back a second time when the service stops', async () => {
    const takeBack = vi.fn(yes);
    await expect(withdrawals.guard(write(Promise.reject(lost), takeBack))).rejects.toBe(lost);
    await vi.advanceTimersByTimeAsync(100);
    await withdrawals.stop();
    expect(takeBack).toHaveBeenCalledTimes(1);
  });
});

describe('a Key that reached nobody', () => {
  it('has its record taken back after a tenth of a second, and tried again where the database fails', async () => {
    const found = [fails, yes];
    const takeBack = vi.fn(() => (found.shift() ?? no)());
    withdrawals.withdraw(write(Promise.resolve(true), takeBack));
    await vi.advanceTimersByTimeAsync(99);
    expect(takeBack).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(log.ofEvent('record-withdrawn')).toEqual([]);
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    expect(takeBack).toHaveBeenCalledTimes(2);
    expect(log.lines().map(({ event, recordId }) => [event, recordId])).toEqual([
      ['key-undelivered', 'r'],
      ['record-withdrawn', 'r'],
    ]);
  });

  it('has its record taken back when the service stops before', async () => {
    const takeBack = vi.fn(yes);
    withdrawals.withdraw(write(Promise.resolve(true), takeBack));
    await withdrawals.stop();
    expect(takeBack).toHaveBeenCalledTimes(1);
  });
});

describe('nothing is taken back', () => {
  it('of a write that was never sent', async () => {
    expect(await triesAfter(new NoConnectionError('never sent'), [yes])).toEqual([]);
  });

  it('of a write that was answered', async () => {
    const takeBack = vi.fn(yes);
    const guarded = withdrawals.guard(write(Promise.resolve('stored'), takeBack));
    expect(await guarded).toBe('stored');
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    expect(takeBack).not.toHaveBeenCalled();
  });
});
