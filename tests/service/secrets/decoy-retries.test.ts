import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Decoy } from '../../../service/decoy.ts';
import { UnavailableError } from '../../../service/errors.ts';
import { createMemoryLog, type MemoryLog } from '../support/memory-log.ts';

const HOUR_MS = 3_600_000;
let log: MemoryLog;

beforeEach(() => {
  vi.useFakeTimers();
  log = createMemoryLog();
});
afterEach(() => void vi.useRealTimers());

const fail = () => Promise.reject(new UnavailableError('kms', 'DeadlineExceeded'));

describe('while KMS is out, the decoy', () => {
  it('is tried again at once, then less and less often, and every half a minute in the end', async () => {
    const decoy = new Decoy({ dataKeys: { generate: fail }, log: log.log });
    await decoy.start();
    await vi.advanceTimersByTimeAsync(31_500 + 30_000);
    expect(log.ofEvent('decoy-failed').map(({ retryInMs }) => retryInMs)).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
    decoy.stop();
  });

  it('is not tried once more when it is stopped in the middle of a try', async () => {
    const generate = vi.fn(fail);
    const decoy = new Decoy({ dataKeys: { generate }, log: log.log });
    const started = decoy.start();
    decoy.stop();
    await started;
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    expect(generate).toHaveBeenCalledTimes(1);
  });

  it('is not tried once more when it is stopped between two tries', async () => {
    const generate = vi.fn(fail);
    const decoy = new Decoy({ dataKeys: { generate }, log: log.log });
    await decoy.start();
    decoy.stop();
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    expect(generate).toHaveBeenCalledTimes(1);
  });
});
