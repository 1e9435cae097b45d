import { EventEmitter } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { limitTime } from '../../../service/http/limit-time.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const begin = ({ complete = true, sent = false } = {}) => {
  const raw = new EventEmitter();
  const send = vi.fn();
  const request = { raw: { complete } } as unknown as FastifyRequest;
  const reply = { raw, sent, send } as unknown as FastifyReply;
  const done = vi.fn();
  limitTime(2_000).call(undefined as never, request, reply, done);
  expect(done).toHaveBeenCalledWith();
  return { raw, send };
};

describe('a request that takes too long', () => {
  it('is answered as ours when it is there as a whole, and not a moment earlier', () => {
    const { send } = begin();
    vi.advanceTimersByTime(1_999);
    expect(send).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(send.mock.lastCall).toMatchObject([{ errorCode: 'DeadlineExceeded' }]);
  });

  it("is answered as the client's when its body is not there", () => {
    const { send } = begin({ complete: false });
    vi.advanceTimersByTime(2_000);
    expect(send.mock.lastCall).toMatchObject([{ statusCode: 408 }]);
  });

  it('is left alone when its answer is under way, or its connection is gone', () => {
    const answered = begin({ sent: true });
    const gone = begin();
    gone.raw.emit('close');
    vi.advanceTimersByTime(10_000);
    expect(answered.send).not.toHaveBeenCalled();
    expect(gone.send).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});
