import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { openBackgroundScope, openRequestScope } from '../../service/request-scope.ts';
import { createMemoryLog } from './support/memory-log.ts';

const { log } = createMemoryLog();

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

describe('what is left of a request', () => {
  it('shrinks with time, and then nothing more may be begun', () => {
    const scope = openRequestScope(log, { clientAddress: '203.0.113.7', route: '/decrypt' }, 2_000);
    expect(scope.leftMs()).toBe(2_000);
    vi.advanceTimersByTime(1_999);
    expect(scope.leftMs()).toBe(1);
    vi.advanceTimersByTime(1);
    expect(() => scope.leftMs()).toThrow(
      expect.objectContaining({ dependency: 'handler', errorCode: 'DeadlineExceeded' }),
    );
  });

  it('is endless where nobody waits', () => {
    const scope = openBackgroundScope(log);
    vi.advanceTimersByTime(1e9);
    expect(scope.leftMs()).toBe(Infinity);
  });
});
