import { EventEmitter } from 'node:events';

import type { FastifyReply } from 'fastify';
import { expect, it, vi } from 'vitest';

import { onUndelivered } from '../../../service/http/on-undelivered.ts';

/** How often it calls back: at once, and after what becomes of the response. */
const callsOf = (
  { sent = false, destroyed = false },
  ...events: readonly ('finish' | 'close')[]
): readonly number[] => {
  const raw = Object.assign(new EventEmitter(), { destroyed });
  const callBack = vi.fn();
  onUndelivered({ sent, raw } as unknown as FastifyReply, callBack);
  const atOnce = callBack.mock.calls.length;
  for (const event of events) raw.emit(event);
  return [atOnce, callBack.mock.calls.length];
};

it.each([
  ['another answer has been given', callsOf({ sent: true }, 'finish', 'close'), [1, 1]],
  ['the connection is gone', callsOf({ destroyed: true }), [1, 1]],
  ['the connection goes before all is handed over', callsOf({}, 'close'), [0, 1]],
  ['all is handed over, and then the connection goes', callsOf({}, 'finish', 'close'), [0, 0]],
])('calls back only when the answer does not leave: %s', (_title, calls, expected) => {
  expect(calls).toEqual(expected);
});
