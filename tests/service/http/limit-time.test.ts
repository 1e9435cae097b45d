import { EventEmitter } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { limitTime } from '../../../service/http/limit-time.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const begin = ({ complete = true, sent = false } = {}) => {
  const raw = new EventEmitter();
  const send = vi.fn();
  const message = { complete };
  const request = { raw: message } as unknown as FastifyRequest;
  const reply = { raw, sent, send } as unknown as FastifyReply;
  const done = vi.fn();
  limitTime({ bodyMs: 1_200, answerMs: 2_000 }).call(undefined as never, request, reply, done);
  expect(done).toHaveBeenCalledWith();
  return { raw, send, message };
};

describe('a request that takes too long', () => {
  it('is answered as ours when it is there as a whole, and not a moment earlier', () => {
    const { send } = begin();
    vi.advanceTimersByTime(1_999);
    expect(send).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(send.mock.calls).toMatchObject([[{ errorCode: 'DeadlineExceeded' }]]);
  });

  it("is answered as the client's when its body is not there, sooner and once", () => {
    const { send } = begin({ complete: false });
    vi.advanceTimersByTime(1_199);
    expect(send).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10_000);
    expect(send.mock.calls).toMatchObject([[{ statusCode: 408 }]]);
  });

  it('is ours when its body came in the last moment', () => {
    const { send, message } = begin({ complete: false });
    vi.advanceTimersByTime(1_199);
    message.complete = true;
    vi.advanceTimersByTime(10_000);
    expect(send.mock.calls).toMatchObject([[{ errorCode: 'DeadlineExceeded' }]]);
  });

  it.each([0, 1_500])('is left alone when its connection is gone after %i ms', (goneAfterMs) => {
    const { raw, send } = begin();
    vi.advanceTimersByTime(goneAfterMs);
    raw.emit('close');
    vi.advanceTimersByTime(10_000);
    expect(send).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([true, false])('is left alone when its answer is under way, its body whole: %s', (complete) => {
    const { send } = begin({ complete, sent: true });
    vi.advanceTimersByTime(10_000);
    expect(send).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});
