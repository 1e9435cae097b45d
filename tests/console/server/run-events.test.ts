import { expect, it } from 'vitest';
import { createRunEvents } from '../../../console/server/run-events.ts';
import type { RunEvent } from '../../../local/run/run-event.ts';

function eventAt(atMs: number): RunEvent {
  return { kind: 'unrecorded', atMs, record: {} as never, because: '' };
}

it('keeps what is told until it is taken, hands it over in order, and then keeps nothing', () => {
  const events = createRunEvents();
  const taken: [taker: string, atMs: number][] = [];
  events.tell(eventAt(1));
  events.tell(eventAt(2));
  events.handTo(({ atMs }) => taken.push(['first', atMs]));
  events.tell(eventAt(3));
  events.handTo(({ atMs }) => taken.push(['second', atMs]));
  events.tell(eventAt(4));
  expect(taken).toEqual([
    ['first', 1],
    ['first', 2],
    ['first', 3],
    ['second', 4],
  ]);
});
