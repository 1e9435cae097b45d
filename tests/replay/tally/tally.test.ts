import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addCause,
  type Cause,
  createCauses,
  letGo,
  maxCauses,
  mergeCauses,
} from '../../../replay/tally/causes.ts';
import { addFingerprint, createFingerprints, DuplicateCounter } from '../../../replay/tally/duplicates.ts';
import { minuteOfSlot, slotOf, slotsArrived, wholeMinuteSlot } from '../../../replay/tally/slot.ts';

function cause(deliveredMs: number, eventID: string): Cause {
  return {
    deliveredMs,
    timeMs: deliveredMs,
    eventID,
    file: 'a.json',
    ...{ principal: undefined, sourceIPAddress: undefined, eventSource: undefined, eventName: undefined },
    ...{ errorCode: undefined, requestID: undefined },
  };
}

describe('the causes that are kept', () => {
  it('are the five earliest of each minute, in whatever order and parts they come', () => {
    const events = Array.from({ length: 30 }, (_, index) => cause(index * 7_000, String(index)));
    const expected = createCauses();
    for (const each of events) addCause(expected, 0, each);
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: 30 }), fc.nat(30), (shuffled, cut) => {
        const parts = [shuffled.slice(0, cut), shuffled.slice(cut)].map((part) => {
          const causes = createCauses();
          for (const each of part) addCause(causes, 0, each);
          return causes;
        });
        const merged = createCauses();
        for (const part of parts) mergeCauses(merged, part);
        expect(new Map([...merged.byMinute].sort())).toEqual(new Map([...expected.byMinute].sort()));
      }),
    );
    expect(expected.byMinute.get('0 0')?.map(({ eventID }) => eventID)).toEqual(['0', '1', '2', '3', '4']);
  });

  it('are those of the earliest minutes when there are too many, from whichever end they come', () => {
    const count = maxCauses * 1.5;
    const forwards = createCauses();
    const backwards = createCauses();
    for (let index = 0; index < count; index += 1) {
      addCause(forwards, 0, cause(index * 60_000, 'x'));
      addCause(backwards, 0, cause((count - 1 - index) * 60_000, 'x'));
    }
    for (const causes of [forwards, backwards]) {
      letGo(causes);
      expect(causes.kept).toBe(maxCauses);
      expect(causes.byMinute.size).toBe(maxCauses);
      expect(causes.horizonMs).toBe(maxCauses * 60_000);
    }
  });
});

describe('duplicates', () => {
  const fingerprints = (...eventIDs: readonly string[]) => {
    const noted = createFingerprints();
    for (const eventID of eventIDs) addFingerprint(noted, eventID, [0, 2]);
    return noted;
  };

  it('are counted per event and per filter that matched, across files', () => {
    const counter = new DuplicateCounter();
    counter.add(fingerprints('a', 'b'));
    counter.add(fingerprints('b', 'c', 'b'));
    expect([counter.of(-1), counter.of(0), counter.of(1), counter.of(2)]).toEqual([2, 2, 0, 2]);
    expect(counter.isComplete).toBe(true);
  });

  it('are found among many more events than the first table holds', () => {
    const counter = new DuplicateCounter();
    const eventIDs = Array.from({ length: 5000 }, (_, index) => `event-${index}`);
    counter.add(fingerprints(...eventIDs));
    expect(counter.of(-1)).toBe(0);
    counter.add(fingerprints(...eventIDs.slice(0, 1234)));
    expect(counter.of(-1)).toBe(1234);
  });

  it('are at least so many once more events match than are remembered', () => {
    const counter = new DuplicateCounter(6);
    counter.add(fingerprints('a', 'b', 'c', 'c'));
    expect(counter.isComplete).toBe(false);
    expect(counter.of(-1)).toBe(0);
    counter.add(fingerprints('a'));
    expect(counter.of(-1)).toBe(1);
  });
});

describe('slots', () => {
  const minute = Date.parse('2026-01-01T00:07:00Z');

  it.each([
    [0, 0],
    [1_000, 0],
    [1_001, 1],
    [11_000, 1],
    [11_001, 2],
    [51_000, 5],
    [51_001, 6],
    [59_999, 6],
  ])('of %i ms into a minute is its slot %i', (offsetMs, index) => {
    const slot = slotOf(minute + offsetMs, true);
    expect(slot - slotOf(minute, true)).toBe(index);
    expect(minuteOfSlot(slot)).toBe(minute);
    expect(wholeMinuteSlot(slot)).toBe(slotOf(minute, false));
  });

  it.each([
    [0, 0],
    [999, 0],
    [1_000, 1],
    [10_999, 1],
    [11_000, 2],
    [60_999, 6],
    [61_000, 7],
    [10_000_000, 7],
  ])('%i ms after its start %i of a minute have arrived', (offsetMs, count) => {
    expect(slotsArrived(minute, minute + offsetMs)).toHaveLength(count);
  });
});
