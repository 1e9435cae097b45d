import { EventEmitter } from 'node:events';

import type { FastifyReply } from 'fastify';
import { describe, expect, it, vi } from 'vitest';

import { onUndelivered } from '../../../service/http/on-undelivered.ts';

/** A reply whose response waits behind another on its connection, or does not. */
const replyOf = ({ sent = false, destroyed = false, hungUp = false, waits = false }) => {
  const socket = Object.assign(new EventEmitter(), { destroyed: hungUp });
  const raw = Object.assign(new EventEmitter(), { destroyed, socket: waits ? null : socket });
  const callBack = vi.fn();
  onUndelivered({ sent, raw, request: { raw: { socket } } } as unknown as FastifyReply, callBack);
  return { raw, socket, calls: () => callBack.mock.calls.length };
};

describe('calls back once, and only when the answer does not leave', () => {
  it.each([
    ['another answer has been given', { sent: true }],
    ['the connection is gone', { destroyed: true }],
    ['the connection is gone before it was the turn of this answer', { hungUp: true, waits: true }],
  ])('at once where %s', (_title, given) => {
    const { raw, socket, calls } = replyOf(given);
    expect(calls()).toBe(1);
    raw.emit('close');
    socket.emit('close');
    expect(calls()).toBe(1);
  });

  it.each([
    [
      'the connection goes before all is handed over',
      { waits: false },
      ['response close', 'socket close'],
      1,
    ],
    ['all is handed over, and then the connection goes', { waits: false }, ['finish', 'response close'], 0],
    [
      'the connection goes while it waits, and the response is told nothing',
      { waits: true },
      ['socket close'],
      1,
    ],
    ['it waits, and both are told', { waits: true }, ['socket close', 'response close'], 1],
    ['it has waited and is handed over', { waits: true }, ['finish', 'response close', 'socket close'], 0],
  ])('%s', (_title, given, events, expected) => {
    const { raw, socket, calls } = replyOf(given);
    expect(calls()).toBe(0);
    for (const event of events) {
      if (event === 'socket close') socket.emit('close');
      else raw.emit(event === 'finish' ? 'finish' : 'close');
    }
    expect(calls()).toBe(expected);
    expect([...socket.eventNames(), ...raw.eventNames()].filter((name) => name === 'close')).toEqual([]);
  });

  it('takes no part in what becomes of a connection where no answer waits', () => {
    expect(replyOf({ waits: false }).socket.eventNames()).toEqual([]);
  });
});
