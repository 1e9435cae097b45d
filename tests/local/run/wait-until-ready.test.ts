import { describe, expect, it } from 'vitest';
import { waitUntilReady } from '../../../local/run/wait-until-ready.ts';

describe('waiting until something is ready', () => {
  /** Each question takes two seconds of the clock, and is answered no. */
  const askSlowly = async (hopelessAfter = Infinity): Promise<unknown> => {
    let nowMs = 1_000_000;
    let asked = 0;
    const told = await waitUntilReady({
      isReady: () => {
        asked++;
        nowMs += 2_000;
        return Promise.resolve(false);
      },
      hopeless: () => (asked === hopelessAfter ? 'ended' : undefined),
      deadlineMs: 6_000,
      nowMs: () => nowMs,
    });
    return { told, asked };
  };

  it('ends with the deadline, however long each answer takes', async () => {
    expect(await askSlowly()).toEqual({ told: 'was not ready within 6 s', asked: 3 });
  });

  it('ends once there is no hope', async () => {
    expect(await askSlowly(2)).toEqual({ told: 'ended', asked: 2 });
  });

  it('ends with the reason of its signal, and calls the question off', async () => {
    const controller = new AbortController();
    const asked: AbortSignal[] = [];
    const wait = waitUntilReady({
      isReady: (signal) => {
        asked.push(signal);
        controller.abort(new Error('Ctrl-C'));
        return Promise.resolve(false);
      },
      hopeless: () => undefined,
      deadlineMs: 60_000,
      signal: controller.signal,
    });
    await expect(wait).rejects.toThrow('Ctrl-C');
    expect(asked.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('ends at the first yes', async () => {
    const answers = [false, true, false];
    const isReady = (): Promise<boolean> => Promise.resolve(answers.shift() ?? false);
    expect(await waitUntilReady({ isReady, hopeless: () => undefined, deadlineMs: 60_000 })).toBeUndefined();
    expect(answers).toEqual([false]);
  });
});
