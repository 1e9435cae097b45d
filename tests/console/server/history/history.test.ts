import { describe, expect, it } from 'vitest';
import { createHistory, type History, type NewEvent } from '../../../../console/server/history/history.ts';

const delivery = (eventId: string): NewEvent => ({
  kind: 'delivery',
  atMs: 0,
  logGroupName: 'trail',
  eventId,
  kmsRequestId: eventId,
});
const fault: NewEvent = { kind: 'fault', atMs: 0, fault: null };

const filled = (events: readonly NewEvent[]): History => {
  const history = createHistory({ maxTraffic: 3, maxNews: 2 });
  for (const [index, event] of events.entries()) history.add(event, { number: index + 1 });
  return history;
};
const idsOf = (history: History): number[] => history.all().map(({ id }) => id);

describe('the history', () => {
  it('numbers events from 1 on and keeps the newest of each lane, in order', () => {
    const history = filled([
      delivery('a'),
      fault,
      delivery('b'),
      delivery('c'),
      delivery('d'),
      delivery('e'),
    ]);
    expect(history.lastId).toBe(6);
    expect(idsOf(history)).toEqual([2, 4, 5, 6]);
  });

  it('lets traffic push out no news', () => {
    const history = filled([fault, ...Array.from({ length: 100 }, () => delivery('x'))]);
    expect(idsOf(history)).toEqual([1, 99, 100, 101]);
  });

  it('answers what comes after an event, as many as asked for', () => {
    const history = filled([delivery('a'), fault, delivery('b'), delivery('c')]);
    expect(history.after(1, 2)?.map(({ id }) => id)).toEqual([2, 3]);
    expect(history.after(4, 2)).toEqual([]);
  });

  it('says so when something after an event is forgotten, and not when only older is', () => {
    const history = filled([delivery('a'), delivery('b'), delivery('c'), delivery('d'), delivery('e')]);
    expect(idsOf(history)).toEqual([3, 4, 5]);
    expect(history.after(1, 10)).toBeUndefined();
    expect(history.after(2, 10)?.map(({ id }) => id)).toEqual([3, 4, 5]);
  });

  it('finds an event with what is behind it as long as it is kept', () => {
    const history = filled([delivery('a'), fault, delivery('b'), delivery('c'), delivery('d')]);
    expect([1, 2, 3, 5, 6, 0].map((id) => history.find(id)?.detail)).toEqual([
      undefined,
      { number: 2 },
      { number: 3 },
      { number: 5 },
      undefined,
      undefined,
    ]);
  });
});
